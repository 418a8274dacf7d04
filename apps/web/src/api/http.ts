import type { ProblemDocument } from '@opora/contracts';
import type { Translate } from '../lib/translate.ts';

/** An answer that is not a success, or none at all (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<ProblemDocument> & { [more: string]: unknown },
    /** Seconds to wait, where the server says so. */
    readonly retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = 'ApiError';
  }

  /** The stable last part of the problem's type. */
  get slug(): string {
    return this.problem.type?.split('/').pop() ?? '';
  }
}

/** Values of a query string; empty ones are left out. */
export type Query = { [name: string]: string | number | boolean | null | undefined };

/** Called when the server says that nobody is signed in. */
export const onUnauthorized: { call: () => void } = { call: () => undefined };

function address(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '' && value !== false)
      search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

async function send(method: string, path: string, init: RequestInit, query?: Query): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(path, query), { method, credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, { title: 'network' });
  }
  if (response.ok) return response;
  const text = await response.text().catch(() => '');
  let problem: ApiError['problem'] = {};
  try {
    problem = JSON.parse(text) as ApiError['problem'];
  } catch {
    // A proxy or a dead server answers in its own words; the status is all there is.
  }
  if (response.status === 401 && path !== '/auth/login' && path !== '/auth/me') onUnauthorized.call();
  const wait = Number(response.headers.get('retry-after'));
  throw new ApiError(response.status, problem, Number.isFinite(wait) && wait > 0 ? wait : undefined);
}

/** Reads a resource. */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await send(
    'GET',
    path,
    { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) },
    query,
  );
  return (await response.json()) as T;
}

/** Reads a text, such as a diagram. */
export async function getText(path: string): Promise<string> {
  return (await send('GET', path, {})).text();
}

/**
 * Changes something. The key makes a repeated call harmless: give the same one when the user repeats the same act
 * after a broken connection.
 */
export async function change<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  key: string = newKey(),
): Promise<T> {
  const form = body instanceof FormData;
  const response = await send(method, path, {
    headers: {
      accept: 'application/json',
      'idempotency-key': key,
      ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A fresh idempotency key. */
export function newKey(): string {
  // Plain http on another host than localhost has no crypto.randomUUID.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** An error in words for people. */
export function errorText(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 429) return t('error.tooMany', { n: error.retryAfter ?? 30 });
  const details = (error.problem.errors ?? [])
    .slice(0, 3)
    .map((item) => item.message)
    .filter((message) => message && !error.problem.detail?.includes(message));
  if (error.problem.detail) return [error.problem.detail, ...details].join(' ');
  const known: { [status: number]: string } = {
    0: 'network',
    401: 'unauthorized',
    403: 'forbidden',
    404: 'notFound',
    409: 'conflict',
  };
  const key =
    known[error.status] ??
    (error.status >= 500 ? (error.status === 502 || error.status === 504 ? 'network' : 'server') : undefined);
  return key ? t(`error.${key}`) : t('error.unknown', { status: error.status });
}
