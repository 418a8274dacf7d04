import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Problem } from './problem.ts';

/** Checks parameters that name a schema (`@Body({ schema })`); findings become `errors: [{ path, message }]`. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new Problem('bad-request', 'Запрос не соответствует описанию: проверьте названные поля.', {
        errors: issues.slice(0, 100).map(({ path, message }) => ({
          path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          message,
        })),
      }),
  });
