import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.ts';

/** A file as services take it. */
export interface Upload {
  name: string;
  content: Buffer;
}

/**
 * A route that takes one file of at most so many bytes in the field `file`, with texts beside it; those that are not
 * `optional` are required. The idempotency key is looked at once the file is there, since it belongs to what is sent.
 */
export const TakesFile = (mostBytes: number, required: string[] = [], optional: string[] = []) =>
  applyDecorators(
    UseInterceptors(
      FileInterceptor('file', { limits: { fileSize: mostBytes, files: 1 } }),
      IdempotencyInterceptor,
    ),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file', ...required],
        properties: {
          file: { type: 'string', format: 'binary' },
          ...Object.fromEntries(
            [...required, ...optional].map((name) => [name, { type: 'string' as const }]),
          ),
        },
      },
    }),
  );
