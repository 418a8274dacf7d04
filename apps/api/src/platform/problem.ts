import type { ProblemDocument } from '@opora/contracts';

/** Every kind of error the API answers with: its stable slug, status and Russian title. */
const kinds = {
  'bad-request': [400, 'Неверный запрос'],
  'bad-json': [400, 'Тело запроса не читается'],
  'not-signed-in': [401, 'Нужно войти'],
  'wrong-credentials': [401, 'Неверное имя или пароль'],
  forbidden: [403, 'Нет прав'],
  'foreign-origin': [403, 'Запрос с чужой страницы'],
  'not-found': [404, 'Не найдено'],
  'method-not-allowed': [405, 'Так обратиться нельзя'],
  'no-longer-open': [409, 'Уже закрыто'],
  conflict: [409, 'Противоречит текущему состоянию'],
  'idempotency-key-reused': [409, 'Ключ уже использован'],
  'too-large': [413, 'Слишком много данных'],
  'unsupported-media-type': [415, 'Неподдерживаемый вид данных'],
  refused: [422, 'Не принято'],
  'bad-deployment': [422, 'Развернуть нельзя'],
  'too-many-requests': [429, 'Слишком часто'],
  internal: [500, 'Внутренняя ошибка'],
  'database-down': [503, 'База данных недоступна'],
  'temporal-down': [503, 'Сервер процессов недоступен'],
  'accepted-later': [503, 'Принято, будет выполнено позже'],
} as const satisfies { [slug: string]: readonly [number, string] };

/** Slug of a problem; its type is `https://opora.dev/problems/<slug>`. */
export type ProblemKind = keyof typeof kinds;

/** One finding of a problem: where and what, and whatever else helps. */
export interface ProblemError {
  path: string;
  message: string;
  [more: string]: unknown;
}

/** An error that is answered as an RFC 9457 document; `detail` is Russian and shown to people. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly errors: ProblemError[] | undefined;
  readonly more: { [key: string]: unknown };
  readonly headers: { [name: string]: string };

  constructor(
    kind: ProblemKind,
    detail: string,
    extra: {
      errors?: ProblemError[];
      more?: { [key: string]: unknown };
      headers?: { [name: string]: string };
      cause?: unknown;
    } = {},
  ) {
    super(`${kind}: ${detail}`, { cause: extra.cause });
    this.kind = kind;
    this.detail = detail;
    this.errors = extra.errors;
    this.more = extra.more ?? {};
    this.headers = extra.headers ?? {};
  }

  get status(): number {
    return kinds[this.kind][0];
  }

  /** The document as it goes over the wire. */
  toDocument(): ProblemDocument & { [key: string]: unknown } {
    return {
      type: `https://opora.dev/problems/${this.kind}`,
      title: kinds[this.kind][1],
      status: this.status,
      detail: this.detail,
      ...(this.errors ? { errors: this.errors } : {}),
      ...this.more,
    };
  }
}

/** 404 for what does not exist or what the caller may not know of: both read the same. */
export const notFound = (what: string, id: string): Problem =>
  new Problem('not-found', `${what} «${id}» нет, или у вас нет к этому доступа.`);

/** 403 for what the caller sees but may not do. */
export const forbidden = (detail = 'Ваша роль не даёт права на это действие.'): Problem =>
  new Problem('forbidden', detail);
