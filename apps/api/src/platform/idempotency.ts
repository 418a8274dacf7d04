import { createHash } from 'node:crypto';
import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Database } from '@opora/store';
import type { Response } from 'express';
import { catchError, concatMap, from, type Observable, of } from 'rxjs';
import type { SignedRequest } from '../auth/auth.guard.ts';
import { idFrom, newId } from './ids.ts';
import { Problem } from './problem.ts';
import { DATABASE } from './tokens.ts';

/** A file of a multipart request, in memory. */
export interface UploadedFile {
  originalname: string;
  buffer: Buffer;
}

/** Id of the act that a request makes: fixed by its Idempotency-Key, so that a repetition is the same act. */
export const ActId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<SignedRequest>();
  const key = keyOf(request);
  return key && request.user ? idFrom(request.user.id, routeOf(request), key) : newId();
});

/** Whether a request carries files, which are read only later. */
const isMultipart = (request: SignedRequest): boolean =>
  request.headers['content-type']?.startsWith('multipart/') ?? false;
const routeOf = (request: SignedRequest): string => `${request.method} ${request.path}`;

function keyOf(request: SignedRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  if (key.length > 200) throw new Problem('bad-request', 'Idempotency-Key длиннее 200 знаков.');
  return key;
}

/**
 * Answers a repeated request (same user, Idempotency-Key, route and body) with the stored answer, and refuses the key
 * with another body. Only successful answers are stored: a refused or undelivered request may be repeated, and
 * repeats the same act because the act's id comes from the key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<SignedRequest>();
    const key = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? undefined : keyOf(request);
    const files = filesOf(request);
    if (!key || !request.user || (isMultipart(request) && !files)) return next.handle();
    const route = routeOf(request);
    const hash = createHash('sha256').update(JSON.stringify(request.body ?? null));
    for (const file of files ?? []) hash.update(`\0${file.originalname}\0`).update(file.buffer);
    const stored = await this.begin(request.user.id, key, route, hash.digest('hex'));
    if (stored) {
      http.getResponse<Response>().status(stored.status).set('Idempotency-Replayed', 'true');
      return of(stored.response);
    }
    const userId = request.user.id;
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.finish(userId, key, http.getResponse<Response>().statusCode, answer);
        return answer;
      }),
      catchError((error: unknown) =>
        from(this.forget(userId, key).then(() => Promise.reject(error as Error))),
      ),
    );
  }

  private async begin(
    userId: string,
    key: string,
    route: string,
    bodyHash: string,
  ): Promise<{ status: number; response: unknown } | undefined> {
    await this.database.query(
      'insert into idempotency_keys (user_id, key, route, body_hash) values ($1, $2, $3, $4) on conflict do nothing',
      [userId, key, route, bodyHash],
    );
    const [row] = await this.database.query<{
      route: string;
      body_hash: string;
      status: number | null;
      response: unknown;
    }>('select route, body_hash, status, response from idempotency_keys where user_id = $1 and key = $2', [
      userId,
      key,
    ]);
    if (row && (row.route !== route || row.body_hash !== bodyHash)) {
      throw new Problem(
        'idempotency-key-reused',
        'С этим Idempotency-Key уже пришёл другой запрос. Для нового действия возьмите новый ключ.',
      );
    }
    return row?.status ? { status: row.status, response: row.response } : undefined;
  }

  private async finish(userId: string, key: string, status: number, answer: unknown): Promise<void> {
    await this.database.query(
      'update idempotency_keys set status = $3, response = $4 where user_id = $1 and key = $2',
      [userId, key, status, JSON.stringify(answer ?? null)],
    );
    await this.database.query(
      "delete from idempotency_keys where user_id = $1 and created_at < now() - interval '7 days'",
      [userId],
    );
  }

  private async forget(userId: string, key: string): Promise<void> {
    await this.database
      .query('delete from idempotency_keys where user_id = $1 and key = $2 and status is null', [userId, key])
      .catch(() => undefined);
  }
}

function filesOf(request: SignedRequest): UploadedFile[] | undefined {
  const { files } = request as { files?: unknown };
  return Array.isArray(files) ? (files as UploadedFile[]) : undefined;
}
