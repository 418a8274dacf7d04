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
import { catchError, concatMap, finalize, from, type Observable, of } from 'rxjs';
import type { SignedRequest } from '../auth/auth.guard.ts';
import { idFrom, newId } from './ids.ts';
import { Problem } from './problem.ts';
import { asProblem } from './problem.filter.ts';
import { fingerprintOf, seal, unseal } from './sealed-answer.ts';
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
  return key && request.user ? actIdOf({ userId: request.user.id, route: routeOf(request), key }) : newId();
});

/** What a key belongs to: the same key of another user or at another route is another key. */
interface Scope {
  userId: string;
  route: string;
  key: string;
}

interface StoredAnswer {
  status: number;
  answer: unknown;
}

const actIdOf = ({ userId, route, key }: Scope): string => idFrom(userId, route, key);

/** Whether a request carries files, which are read only later. */
const isMultipart = (request: SignedRequest): boolean =>
  request.headers['content-type']?.startsWith('multipart/') ?? false;

/** Method and address; two spellings of one address (`%3A` and `:`, a slash at the end) are the same. */
function routeOf(request: SignedRequest): string {
  const path = request.path.replace(/(?<=.)\/$/, '');
  try {
    return `${request.method} ${decodeURIComponent(path)}`;
  } catch {
    return `${request.method} ${path}`;
  }
}

function keyOf(request: SignedRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  if (key.length > 200)
    throw new Problem('bad-request', 'Idempotency-Key длиннее 200 знаков.', {
      errors: [{ path: 'Idempotency-Key', message: 'Не длиннее 200 знаков' }],
    });
  return key;
}

/**
 * Answers a repeated request (same user, route, Idempotency-Key and body) with the stored answer, and refuses the key
 * with another body. A request that comes while the first is at work waits for it. Only successful answers are stored:
 * a refused or undelivered request may be repeated, and repeats the same act because the act's id comes from the key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  /** Requests with a key that this process works at, by scope; each ends when its answer is stored. */
  private static readonly running = new Map<string, Promise<void>>();
  /** Requests that have their turn: a route that names the interceptor again must not wait for itself. */
  private static readonly admitted = new WeakSet<object>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<SignedRequest>();
    const key = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? undefined : keyOf(request);
    const files = filesOf(request);
    if (!key || !request.user || (isMultipart(request) && !files)) return next.handle();
    if (IdempotencyInterceptor.admitted.has(request)) return next.handle();
    IdempotencyInterceptor.admitted.add(request);
    const scope: Scope = { userId: request.user.id, route: routeOf(request), key };
    const release = await this.takeTurn(scope);
    const stored = await this.begin(scope, hashOf(request.body, files)).catch((error: unknown) => {
      release();
      throw error;
    });
    if (stored) {
      release();
      http.getResponse<Response>().status(stored.status).set('Idempotency-Replayed', 'true');
      return of(stored.answer);
    }
    return next.handle().pipe(
      concatMap((answer: unknown) => this.finish(scope, http.getResponse<Response>().statusCode, answer)),
      catchError((error: unknown) =>
        from(this.abandon(scope, error).then(() => Promise.reject(error as Error))),
      ),
      finalize(release),
    );
  }

  /** Waits until no other request with this key is at work in this process; answers how to let the next one in. */
  private async takeTurn(scope: Scope): Promise<() => void> {
    const { running } = IdempotencyInterceptor;
    const id = JSON.stringify(scope);
    for (let other = running.get(id); other; other = running.get(id)) await other;
    let release!: () => void;
    running.set(
      id,
      new Promise<void>((resolve) => {
        release = () => {
          running.delete(id);
          resolve();
        };
      }),
    );
    return release;
  }

  private async begin({ userId, route, key }: Scope, bodyHash: string): Promise<StoredAnswer | undefined> {
    await this.database.query(
      'insert into idempotency_keys (user_id, key, route, body_hash) values ($1, $2, $3, $4) on conflict do nothing',
      [userId, fingerprintOf(key), route, bodyHash],
    );
    const [row] = await this.database.query<{
      body_hash: string;
      status: number | null;
      response: { sealed: string };
    }>(
      'select body_hash, status, response from idempotency_keys where user_id = $1 and route = $2 and key = $3',
      [userId, route, fingerprintOf(key)],
    );
    if (row && row.body_hash !== bodyHash) {
      throw new Problem(
        'idempotency-key-reused',
        'С этим Idempotency-Key сюда уже пришёл запрос с другими данными. Для нового действия возьмите новый ключ.',
        { errors: [{ path: 'Idempotency-Key', message: 'Уже использован с другими данными' }] },
      );
    }
    return row?.status ? { status: row.status, answer: unseal(key, row.response) } : undefined;
  }

  /** Stores the answer; where another process was faster, its answer counts. What is a week old goes, a hundred at a time, whoever sent it. */
  private async finish({ userId, route, key }: Scope, status: number, answer: unknown): Promise<unknown> {
    const [row] = await this.database.query<{ response: { sealed: string } }>(
      `with old as (delete from idempotency_keys where ctid = any(array(select ctid from idempotency_keys
           where created_at < now() - interval '7 days' and key <> $3 limit 100 for update skip locked))),
         k as (update idempotency_keys set status = coalesce(status, $4), response = case when status is null then $5::jsonb else response end
           where user_id = $1 and route = $2 and key = $3 returning response)
       select response from k`,
      [userId, route, fingerprintOf(key), status, JSON.stringify(seal(key, answer))],
      { prepared: true },
    );
    return row ? unseal(key, row.response) : answer;
  }

  /** A refusal leaves the key free, unless the act was accepted into the outbox: then the key stays with its body. */
  private async abandon(scope: Scope, error: unknown): Promise<void> {
    if (asProblem(error).status >= 500) return;
    await this.database
      .query(
        `delete from idempotency_keys where user_id = $1 and route = $2 and key = $3 and status is null
           and not exists (select 1 from commands where id = $4)`,
        [scope.userId, scope.route, fingerprintOf(scope.key), actIdOf(scope)],
      )
      .catch(() => undefined);
  }
}

function hashOf(body: unknown, files: UploadedFile[] | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(body ?? null));
  for (const file of files ?? []) hash.update(`\0${file.originalname}\0`).update(file.buffer);
  return hash.digest('hex');
}

function filesOf(request: SignedRequest): UploadedFile[] | undefined {
  const { files, file } = request as { files?: unknown; file?: UploadedFile };
  if (Array.isArray(files)) return files as UploadedFile[];
  return file ? [file] : undefined;
}
