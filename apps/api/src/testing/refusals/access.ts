import type { Refusal } from './index.ts';

const person = { login: 'somebody', name: 'Кто-то', password: 'long enough', roles: ['admin'] };

/** Refusals of the way in and people. */
export const access: Refusal[] = [
  ['POST /api/auth/login', '/api/auth/login', null, 401, { login: 'admin', password: 'wrong' }],
  ['POST /api/auth/password', '/api/auth/password', null, 401, {}],
  [
    'POST /api/auth/password',
    '/api/auth/password',
    'method',
    422,
    { current: 'not mine', next: 'long enough' },
  ],
  ['GET /api/auth/me', '/api/auth/me', null, 401],
  ['GET /api/auth/tokens', '/api/auth/tokens', null, 401],
  ['POST /api/auth/tokens', '/api/auth/tokens', null, 401, { name: 'n' }],
  ['DELETE /api/auth/tokens/{id}', '/api/auth/tokens/of-another', 'admin', 404],
  ['GET /api/audit', '/api/audit', 'director-1', 403],
  ['GET /api/audit', '/api/audit', 'expert1', 403],
  ['GET /api/events', '/api/events', null, 401],
  ['GET /api/notifications', '/api/notifications', null, 401],
  ['POST /api/notifications/read', '/api/notifications/read', null, 401],
  ['GET /api/users', '/api/users', 'coordinator', 403],
  ['GET /api/users/{id}', '/api/users/x', 'region', 403],
  ['POST /api/users', '/api/users', 'director-1', 403, person],
  ['PATCH /api/users/{id}', '/api/users/x', 'committee1', 403, { name: 'n' }],
  ['GET /api/people', '/api/people', 'director-1', 403],
];
