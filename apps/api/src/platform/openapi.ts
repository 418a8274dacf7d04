import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
/** Routes that nobody has to sign in for. */
const open = /^\/api\/(health\/|auth\/log(in|out)$)/;

/** Adds to the generated description what holds for every route: how to sign in, the Idempotency-Key, problem documents. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) {
      const operation = item[method];
      if (!operation) continue;
      if (!open.test(path)) operation.security = [{ cookie: [] }, { bearer: [] }];
      if (method !== 'get' && !open.test(path)) addIdempotencyKey(operation);
      asProblems(operation);
    }
  return document;
}

function addIdempotencyKey(operation: Operation): void {
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description:
        'С тем же ключом и теми же данными ответ будет тем же, действие — одно; с другими данными — 409.',
    },
  ];
}

function asProblems(operation: Operation): void {
  const failed = operation.responses['default'];
  if (!failed || !('content' in failed) || !failed.content) return;
  const content = failed.content['application/json'];
  if (content) failed.content = { 'application/problem+json': content };
}
