import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problemSchema } from '@opora/contracts';
import type { z } from 'zod';

/** Describes a route for OpenAPI: what it does and the schema of its answer. */
export const Answers = (schema: z.ZodType, summary: string, status = 200): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status, standardSchema: schema, description: 'Ответ' }),
    ApiResponse({
      status: 'default',
      standardSchema: problemSchema,
      description: 'Ошибка (RFC 9457, application/problem+json)',
    }),
  );
