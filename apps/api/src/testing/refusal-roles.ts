const run = { method: 'fed-30x2', districtId: 'bodaibo', year: 2032 };

/** Tables and selections: every role that may not, each by what it is refused. As `refusals`; `table:` names the kind of an uploaded table. */
export const roleRefusals: [route: string, path: string, who: string, status: number, body: unknown][] = [
  ...['director-1', 'curator-1', 'committee1', 'expert1', 'region', 'admin'].map(
    (who): [string, string, string, number, unknown] => [
      'POST /api/imports',
      '/api/imports',
      who,
      403,
      'table:results',
    ],
  ),
  ...['director-1', 'curator-1', 'committee1', 'expert1', 'region'].map(
    (who): [string, string, string, number, unknown] => [
      'POST /api/imports',
      '/api/imports',
      who,
      403,
      'table:schools',
    ],
  ),
  ...['coordinator', 'method', 'region'].map((who): [string, string, string, number, unknown] => [
    'POST /api/imports',
    '/api/imports',
    who,
    403,
    'table:partnerships',
  ]),
  ...['director-1', 'curator-1', 'committee1', 'expert1', 'region', 'admin'].flatMap(
    (who): [string, string, string, number, unknown][] => [
      ['POST /api/identification/runs', '/api/identification/runs', who, 403, run],
      ['POST /api/identification/preview', '/api/identification/preview', who, 403, run],
    ],
  ),
];
