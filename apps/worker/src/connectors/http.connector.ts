import { BpmnError, type Json, type Variables } from '@opora/engine';
import { FinalFailure, textOf, type Connector } from './connector.ts';

const largestAnswer = 256 * 1024;
const longestWait = 20_000;

/**
 * Asks an HTTP service (`url`, `method` GET or POST, `body`). Only hosts that OPORA_HTTP_HOSTS lists (`name` or `name:port`, commas
 * between) are asked; none is listed by default. The answer goes to `resultVariable` as `{ status, body }`; status 4xx is the BPMN error `HTTP_<status>`.
 */
export const http: Connector = async (job, { env, signal }) => {
  const url = allowed(textOf(job, 'url'), env['OPORA_HTTP_HOSTS'] ?? '', job.node);
  const method = textOf(job, 'method', 'GET').toUpperCase();
  if (method !== 'GET' && method !== 'POST')
    throw new FinalFailure(`Element ${job.node}: expected the method GET or POST, found "${method}".`);
  const body =
    method === 'POST'
      ? {
          body: JSON.stringify(job.variables['body'] ?? {}),
          headers: { 'content-type': 'application/json', 'idempotency-key': job.id },
        }
      : {};
  // A redirect could lead past the list of hosts.
  const response = await fetch(url, {
    method,
    ...body,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestWait)]),
  });
  const answer: Json = { status: response.status, body: parsed(await limited(response, job.node)) };
  const variables: Variables = { [textOf(job, 'resultVariable', 'response')]: answer };
  if (response.status >= 500)
    throw new Error(`${method} ${url.host}${url.pathname} answered ${response.status}.`);
  if (response.status >= 400)
    throw new BpmnError(
      `HTTP_${response.status}`,
      `${method} ${url.host}${url.pathname} answered ${response.status}.`,
      variables,
    );
  return variables;
};

function allowed(text: string, hosts: string, node: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new FinalFailure(`Element ${node}: expected an http or https address, found "${text}".`);
  const list = hosts.split(',').map((host) => host.trim());
  if (list.includes(url.host) || list.includes(url.hostname)) return url;
  throw new FinalFailure(
    `Element ${node}: the host "${url.host}" is not among OPORA_HTTP_HOSTS (${hosts || 'empty'}); add it there if cases may ask it.`,
  );
}

async function limited(response: Response, node: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > largestAnswer)
      throw new FinalFailure(
        `Element ${node}: expected an answer of at most ${largestAnswer} bytes, found more.`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
