import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command.ts';

/** The server answered with an error, or not at all; the message is for people. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly problem: { errors?: { [name: string]: unknown }[] } = {},
  ) {
    super(message);
  }
}

/** Options of commands that speak with a server. */
export const serverOptions = {
  server: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** The help lines of those options. */
export const serverHelp = `  --server АДРЕС      сервер Опоры; иначе из OPORA_SERVER, иначе http://127.0.0.1:3000
  --token КЛЮЧ        личный ключ («Настройки → Мои ключи доступа»); лучше передать в OPORA_TOKEN
  --json              вывести ответ как JSON
`;

/** What the arguments of a command say, by the options that it knows. */
type Parsed<T extends ParseArgsConfig['options']> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>
>;

/** What Node says of arguments that do not fit, in the words of the other messages. */
export function wrongUse(error: unknown): string {
  const said = (error as { message?: string }).message ?? String(error);
  const option = /'(?:-\w, )?(--?[^' ]+)/.exec(said)?.[1] ?? '';
  if (/^Unknown option/.test(said)) return `Нет параметра «${option}».`;
  if (/argument missing/.test(said)) return `Параметру «${option}» нужно значение.`;
  if (/does not take an argument/.test(said)) return `Параметр «${option}» пишется без значения.`;
  return said;
}

/** Parses arguments; what does not fit becomes a UsageError. */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
): Parsed<T> {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(wrongUse(error));
  }
}

/** Speaks with the API under a personal token. */
export function connect(values: { server?: string | undefined; token?: string | undefined }) {
  const server = (values.server ?? process.env['OPORA_SERVER'] ?? 'http://127.0.0.1:3000').replace(
    /\/+$/,
    '',
  );
  const token = values.token ?? process.env['OPORA_TOKEN'];
  if (!token) throw new UsageError('Нужен личный ключ: задайте OPORA_TOKEN или --token.');
  async function call<T>(method: string, path: string, body?: FormData | object): Promise<T> {
    const form = body instanceof FormData;
    let response: Response;
    try {
      response = await fetch(`${server}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body && !form ? { 'content-type': 'application/json' } : {}),
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      });
    } catch {
      throw new ServerError(`Сервер ${server} не отвечает: проверьте адрес и связь.`, 0);
    }
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as T;
    let problem: { detail?: string; title?: string; errors?: { [name: string]: unknown }[] } = {};
    try {
      problem = JSON.parse(text) as typeof problem;
    } catch {
      // A proxy answers in its own words; the status says enough.
    }
    throw new ServerError(
      problem.detail ?? problem.title ?? `Сервер ответил ${response.status}.`,
      response.status,
      problem,
    );
  }
  return { server, call };
}
