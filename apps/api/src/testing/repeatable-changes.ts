import type { Answer, ApiStage } from './api-stage.ts';

/** A change and another body for the same address. */
export interface Change {
  who: string;
  path: string;
  body?: unknown;
  other?: unknown;
  /** What of the answer must stay when the first answer was lost; all of it unless stated. */
  lasting?: (answer: Answer) => unknown;
}

/** A body that is sent as a form with one file. */
export class Uploaded {
  constructor(
    private readonly content: string,
    private readonly fields: { [name: string]: string } = {},
  ) {}

  form(): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries(this.fields)) form.append(name, value);
    form.append('file', new Blob([this.content]), 'file.csv');
    return form;
  }
}

let number = 0;
const district = { districtId: 'bodaibo' };
const post = async (stage: ApiStage, path: string, body?: unknown, who = 'coordinator') => {
  const answer = await stage.as(who, 'POST', path, body instanceof Uploaded ? body.form() : body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const table = (mean: string): Uploaded => {
  const head = 'Школа;Процедура;Предмет;Класс;Год;Участников;Не преодолели минимум;Средний балл';
  return new Uploaded(`${head}\nbodaibo-3;ОГЭ;Предмет ${(number += 1)};9;2031;20;7;${mean}`, {
    kind: 'results',
    ...district,
  });
};
const importOf = async (stage: ApiStage): Promise<string> =>
  (await post(stage, '/api/imports', table('3,4'))).id;

const years = { title: 'Дорожная карта', from: '2031-08-01', to: '2032-08-31' };
const plan = (title: string): Uploaded =>
  new Uploaded(
    [
      '№\tМероприятие\tСрок\tОтветственный\tРезультат',
      `1.1\t${title}\tоктябрь 2031\tУО, РМК\tРешение`,
      '1.2\tСобеседования\tноябрь 2031\tУО\tСправка',
    ].join('\n'),
    district,
  );
const planOf = async (stage: ApiStage): Promise<string> =>
  (await post(stage, '/api/roadmaps/imports', plan('Семинар'))).id;
const roadmapOf = async (stage: ApiStage) => {
  const id = await planOf(stage);
  return { importId: id, ...(await post(stage, `/api/roadmaps/imports/${id}/confirm`, years)) };
};
const measureOf = async (stage: ApiStage) => (await roadmapOf(stage)).rows[0];

const wish = async (stage: ApiStage): Promise<{ [field: string]: unknown }> => {
  const { items } = (await stage.as('coordinator', 'GET', '/api/identification/methods')).body;
  return { method: items.find(({ key }: { key: string }) => key === 'FED-30x2').id, ...district, year: 2031 };
};
const runOf = async (stage: ApiStage): Promise<string> =>
  (await post(stage, '/api/identification/runs', await wish(stage))).id;

/** Of a case that is suspended already nothing is left to do, so that only the request itself leaves a trace. */
const batch = (caseId: string) => ({
  operation: 'suspend',
  caseIds: [caseId],
  reason: 'проверка',
});

/** A change through every changing route of imports, roadmaps and identification, and of batches that begin. */
export const registerChanges: { [route: string]: (stage: ApiStage) => Promise<Change> } = {
  'POST /api/imports': async () => ({
    who: 'coordinator',
    path: '/api/imports',
    body: table('3,1'),
    other: table('3,2'),
  }),
  'PATCH /api/imports/{id}': async (stage) => ({
    who: 'coordinator',
    path: `/api/imports/${await importOf(stage)}`,
    body: { columns: { mean: 7 } },
    other: { columns: { mean: null } },
  }),
  'POST /api/imports/{id}/confirm': async (stage) => ({
    who: 'coordinator',
    path: `/api/imports/${await importOf(stage)}/confirm`,
    body: {},
    other: { leaveOutWrong: true },
  }),
  'POST /api/imports/{id}/undo': async (stage) => {
    const id = await importOf(stage);
    await post(stage, `/api/imports/${id}/confirm`, {});
    return { who: 'coordinator', path: `/api/imports/${id}/undo`, other: { x: 1 } };
  },
  'DELETE /api/imports/{id}': async (stage) => ({
    who: 'coordinator',
    path: `/api/imports/${await importOf(stage)}`,
  }),
  'POST /api/roadmaps/from-programme': async (stage) => {
    const { items } = (await stage.as('coordinator', 'GET', '/api/programmes')).body;
    return {
      who: 'coordinator',
      path: '/api/roadmaps/from-programme',
      body: { programmeId: items[0].id },
      other: { programmeId: 'another' },
    };
  },
  'POST /api/roadmaps/imports': async () => ({
    who: 'coordinator',
    path: '/api/roadmaps/imports',
    body: plan('Семинар'),
    other: plan('Совещание'),
  }),
  'PATCH /api/roadmaps/imports/{id}': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/imports/${await planOf(stage)}`,
    body: { rows: [{ index: 0, title: 'Иначе' }] },
    other: { rows: [{ index: 1, title: 'Иначе' }] },
  }),
  'POST /api/roadmaps/imports/{id}/confirm': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/imports/${await planOf(stage)}/confirm`,
    body: years,
    other: { ...years, title: 'Другая' },
  }),
  'POST /api/roadmaps/imports/{id}/undo': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/imports/${(await roadmapOf(stage)).importId}/undo`,
    other: { x: 1 },
  }),
  'DELETE /api/roadmaps/imports/{id}': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/imports/${await planOf(stage)}`,
  }),
  'PATCH /api/roadmaps/measures/{id}': async (stage) => {
    const { id, version } = await measureOf(stage);
    return {
      who: 'coordinator',
      path: `/api/roadmaps/measures/${id}`,
      body: { version, title: 'Новое название' },
      other: { version, title: 'Другое название' },
    };
  },
  'POST /api/roadmaps/measures/{id}/comments': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/measures/${(await measureOf(stage)).id}/comments`,
    body: { text: 'Нужна справка' },
    other: { text: 'Не нужна' },
  }),
  'POST /api/roadmaps/measures/{id}/process': async (stage) => {
    const { id, version } = await measureOf(stage);
    return {
      who: 'coordinator',
      path: `/api/roadmaps/measures/${id}/process`,
      body: { version, process: 'one' },
      other: { version, process: 'another' },
    };
  },
  'POST /api/roadmaps/measures/{id}/evidence': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/measures/${(await measureOf(stage)).id}/evidence`,
    body: new Uploaded('Протокол семинара'),
    other: new Uploaded('Другой протокол'),
  }),
  'PATCH /api/roadmaps/{id}/measures': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/${(await roadmapOf(stage)).id}/measures`,
    body: { add: [{ number: '9', title: 'Семинар', after: null }] },
    other: { add: [{ number: '9', title: 'Совещание', after: null }] },
  }),
  'POST /api/roadmaps/{id}/cascade': async (stage) => ({
    who: 'coordinator',
    path: `/api/roadmaps/${(await roadmapOf(stage)).id}/cascade`,
    body: { schools: ['bodaibo-3', 'bodaibo-4'] },
    other: { schools: ['bodaibo-3'] },
  }),
  'POST /api/identification/runs': async (stage) => ({
    who: 'coordinator',
    path: '/api/identification/runs',
    body: await wish(stage),
    other: { ...(await wish(stage)), title: 'Ещё раз' },
  }),
  'POST /api/identification/preview': async (stage) => ({
    who: 'coordinator',
    path: '/api/identification/preview',
    body: await wish(stage),
    other: { ...(await wish(stage)), year: 2030 },
  }),
  'POST /api/identification/runs/{id}/apply': async (stage) => ({
    who: 'coordinator',
    path: `/api/identification/runs/${await runOf(stage)}/apply`,
    body: { reason: 'Решение комиссии' },
    other: { reason: 'Иначе' },
  }),
  'POST /api/batches': async (stage) => ({
    who: 'coordinator',
    path: '/api/batches',
    body: batch(await caseOf(stage)),
    other: batch(await caseOf(stage)),
    // The batch goes on meanwhile.
    lasting: ({ body: { id, total, operation } }) => ({ id, total, operation }),
  }),
};

const caseOf = async (stage: ApiStage): Promise<string> => {
  const { caseId } = await post(stage, '/api/processes/one/start', { variables: { schoolId: 'bodaibo-3' } });
  await post(stage, `/api/cases/${caseId}/suspend`, { reason: 'проверка' });
  return caseId;
};
