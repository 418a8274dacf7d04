import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { Page } from '@opora/contracts';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { packCursor, unpackCursor } from './page.ts';
import { Problem } from './problem.ts';

/** Most items of one page, and how many a short list has unless asked otherwise. */
const most = 200;

/** Cuts the page that was asked for out of a list that is read whole; its cursor is a place in the list. */
export function pageOfWhole<T>(items: T[], limit: number, cursor: string | undefined): Page<T> {
  const from = Number(unpackCursor(cursor, 1)?.[0] ?? 0);
  const end = from + limit;
  return {
    items: items.slice(from, end),
    total: items.length,
    next: end < items.length ? packCursor([end]) : null,
  };
}

@Injectable()
class WholeListInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<Page<unknown>>): Observable<Page<unknown>> {
    const { limit = String(most), cursor } = context.switchToHttp().getRequest<Request>().query;
    const size = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
    if (size < 1 || size > most)
      throw new Problem('bad-request', 'Запрос не соответствует описанию: проверьте названные поля.', {
        errors: [{ path: 'limit', message: `Ожидается целое число от 1 до ${most}` }],
      });
    const place = cursor === undefined || typeof cursor === 'string' ? cursor : '';
    return next.handle().pipe(map(({ items }) => pageOfWhole(items, size, place)));
  }
}

/** A list that is short enough to be read whole: `limit` and `cursor` cut pages out of it. */
export const WholeList = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(WholeListInterceptor),
    ApiQuery({ name: 'limit', required: false, schema: { type: 'integer', minimum: 1, maximum: most } }),
    ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' } }),
  );
