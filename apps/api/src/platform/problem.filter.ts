import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem, type ProblemKind } from './problem.ts';

/** SQLSTATE classes and codes that mean "the database is not there": connection lost, shutting down, starting, too many connections. */
const databaseDown = /^(08|57P0[123]|53300)/;
const networkDown = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'ENOENT']);

/** Turns every error into a problem document; what is not foreseen is logged whole and answered without details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('api');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const problem = asProblem(error, http.getRequest<Request>());
    if (problem.status >= 500 && problem.kind !== 'accepted-later')
      this.log.error(error instanceof Error ? error.stack : error);
    if (response.headersSent) {
      response.end();
      return;
    }
    response
      .status(problem.status)
      .set(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problem.toDocument()));
  }
}

/** Reads any thrown value as a problem; the request helps to name the place. */
export function asProblem(error: unknown, request?: Pick<Request, 'query'>): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseDown(error)) {
    return new Problem(
      'database-down',
      'База данных не отвечает. Ничего не потеряно; повторите через минуту.',
      {
        headers: { 'Retry-After': '5' },
        cause: error,
      },
    );
  }
  const unfit = unfitValue(error);
  if (unfit !== undefined) {
    // A cursor looks right and holds what no list has: the only value that is not checked before.
    const path = request?.query?.['cursor'] === undefined ? '' : 'cursor';
    return new Problem(
      'bad-request',
      path === 'cursor'
        ? 'Курсор страницы испорчен: начните список сначала.'
        : 'Одно из значений запроса нельзя прочитать: проверьте числа, даты и текст (нулевой знак не допускается).',
      { errors: [{ path, message: unfit }], cause: error },
    );
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500) {
    return new Problem(
      'internal',
      'На сервере произошла ошибка. Она записана в журнал; сообщите администратору время и действие.',
      { cause: error },
    );
  }
  const details: { [status: number]: [ProblemKind, string] } = {
    400: isBrokenJson(error)
      ? ['bad-json', 'Тело запроса должно быть документом JSON в UTF-8.']
      : ['bad-request', 'Запрос составлен неверно.'],
    401: ['not-signed-in', 'Войдите и повторите.'],
    403: ['forbidden', 'Ваша роль не даёт права на это действие.'],
    404: ['not-found', 'Такого адреса нет.'],
    405: ['method-not-allowed', 'По этому адресу так обратиться нельзя.'],
    413: [
      'too-large',
      'Слишком много данных: переменные — до 1 МБ, тело запроса — до 4 МБ, файл модели — до 10 МБ.',
    ],
    415: [
      'unsupported-media-type',
      'Ожидается application/json в UTF-8 (для развёртывания — multipart/form-data).',
    ],
    429: ['too-many-requests', 'Слишком много запросов. Подождите.'],
  };
  const [kind, detail] = details[status] ?? ['bad-request', 'Запрос составлен неверно.'];
  return new Problem(kind, detail, { cause: error });
}

/** Nest passes on only the message of a parser's error; every such message of V8 names JSON. */
const isBrokenJson = (error: unknown): boolean => error instanceof Error && /\bJSON\b/.test(error.message);

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null) return undefined;
  const { status, name } = error as { status?: unknown; name?: string };
  if (name === 'MulterError') return 413;
  return typeof status === 'number' ? status : undefined;
}

/** Whether an error says that PostgreSQL cannot be reached (restarting, down, out of connections). */
export function isDatabaseDown(error: unknown): boolean {
  for (
    let each: unknown = error, depth = 0;
    typeof each === 'object' && each !== null && depth < 5;
    depth += 1
  ) {
    const { code, message, driverError, cause, errors } = each as {
      code?: unknown;
      message?: string;
      driverError?: unknown;
      cause?: unknown;
      errors?: unknown[];
    };
    if (
      typeof code === 'string' &&
      (databaseDown.test(code) || (networkDown.has(code) && isSocketError(each)))
    )
      return true;
    if (
      message &&
      /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected)/.test(
        message,
      )
    )
      return true;
    each = driverError ?? errors?.[0] ?? cause;
  }
  return false;
}

/** What the database says of a value that it cannot read (SQLSTATE: text 22021, JSON 22P05, form 22P02, range 22003, dates 22007 and 22008). */
function unfitValue(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError, message } = error as { code?: unknown; driverError?: unknown; message?: string };
  if (typeof code === 'string' && /^22(021|P05|P02|003|007|008)$/.test(code)) return message ?? code;
  return unfitValue(driverError);
}

const isSocketError = (error: object): boolean =>
  'syscall' in error && (error as { syscall?: string }).syscall !== 'open';
