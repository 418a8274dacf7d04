import {
  applyDecorators,
  type NestInterceptor,
  PayloadTooLargeException,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { catchError } from 'rxjs';
import { IdempotencyInterceptor } from './idempotency.ts';
import { Problem } from './problem.ts';

/** A file as services take it. */
export interface Upload {
  name: string;
  content: Buffer;
}

/** Says of a file that is too big how big it may be here. */
const withItsLimit = (mostBytes: number): NestInterceptor => ({
  intercept: (_, next) =>
    next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof PayloadTooLargeException)) throw error;
        const most = `до ${Math.floor(mostBytes / 1_000_000)} МБ`;
        throw new Problem(
          'too-large',
          `Файл слишком большой: здесь принимаются файлы ${most}. Удалите из него лишнее (рисунки, листы) или разделите на части.`,
          { errors: [{ path: 'file', message: `Ожидается файл ${most}` }], cause: error },
        );
      }),
    ),
});

/**
 * A route that takes one file of at most so many bytes in the field `file`, with texts beside it; those that are not
 * `optional` are required. The idempotency key is looked at once the file is there, since it belongs to what is sent.
 */
export const TakesFile = (mostBytes: number, required: string[] = [], optional: string[] = []) =>
  applyDecorators(
    UseInterceptors(
      withItsLimit(mostBytes),
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
