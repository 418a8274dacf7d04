import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importPlan } from '@opora/domain/plan-import';
import ical from 'node-ical';
import PizZip from 'pizzip';
import { newId } from '../platform/ids.ts';
import { type Answer, ApiStage } from '../testing/api-stage.ts';
import { confirmedPlan, pdf, sendFile } from '../testing/plan-upload.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
}, 60_000);
afterAll(() => stage.close(), 30_000);

const send = (...of: [login: string, path: string, content: string | Buffer]): Promise<Answer> =>
  sendFile(stage, ...of);
const confirmed = () => confirmedPlan(stage);

describe('a roadmap', () => {
  it('goes to the schools, each of which sees and reports its own only', async () => {
    const { id, rows } = await confirmed();
    const path = `/api/roadmaps/${id}/cascade`;
    expect((await stage.as('director-1', 'POST', path, { schools: ['bodaibo-3'] })).status).toBe(403);
    const schools = ['bodaibo-3', 'bodaibo-4'];
    expect((await stage.as('coordinator', 'POST', path, { schools: ['tutura'] })).status).toBe(422);
    expect((await stage.as('coordinator', 'POST', path, { schools })).body).toEqual({
      ...{ created: 2, existed: 0, added: 0, changed: 0, cancelled: 0, restored: 0 },
    });
    const grown = await stage.as('coordinator', 'PATCH', `/api/roadmaps/${id}/measures`, {
      add: [{ after: rows[0]!.id, number: '1.1.1', title: 'Справка' }],
    });
    expect(grown.status).toBe(200);
    expect((await stage.as('coordinator', 'POST', path, { schools })).body).toEqual({
      ...{ created: 0, existed: 2, added: 2, changed: 0, cancelled: 0, restored: 0 },
    });

    const { body: list } = await stage.as('director-1', 'GET', '/api/roadmaps');
    const own = list.items.filter((item: { parent: string | null }) => item.parent === id);
    expect(own).toMatchObject([{ school: { id: 'bodaibo-3' }, may: { edit: false, report: true } }]);
    const { body: mine } = await stage.as('director-1', 'GET', `/api/roadmaps/${own[0].id}`);
    expect(mine.rows.map(({ number }: { number: string }) => number)).toEqual(['1.1', '1.1.1', '1.2', '2.1']);
    const change = (login: string, body: object, measure = mine.rows[0].id) =>
      stage.as(login, 'PATCH', `/api/roadmaps/measures/${measure}`, body);
    expect((await change('director-2', { version: 1, status: 'done' })).status).toBe(404);
    expect((await change('director-1', { version: 1, title: 'Иное' })).status).toBe(403);
    expect((await change('director-1', { version: 1, status: 'checked' })).status).toBe(403);
    expect((await change('director-1', { version: 1, status: 'done' }, rows[0]!.id)).status).toBe(403);
    expect((await change('director-1', { version: 1, status: 'done' })).body).toMatchObject({
      status: 'done',
      version: 2,
    });
    expect((await change('method', { version: 1, status: 'checked' })).status).toBe(409);
    expect((await change('method', { version: 2, status: 'checked' })).body).toMatchObject({
      status: 'checked',
      checkedBy: 'method',
    });
    const story = await stage.as('coordinator', 'GET', `/api/roadmaps/measures/${mine.rows[0].id}`);
    expect(story.body.changes).toMatchObject([
      {
        login: 'method',
        name: expect.stringMatching(/[А-Я]/),
        field: 'status',
        before: 'done',
        after: 'checked',
      },
      { login: 'director-1', before: 'planned', after: 'done' },
    ]);
  });

  it('is edited as a table by the authority: cells, new and removed rows happen together or not at all', async () => {
    const { id } = await confirmed();
    const path = `/api/roadmaps/${id}/measures`;
    const edit = (login: string, body: object) => stage.as(login, 'PATCH', path, body);
    const { body: before } = await stage.as('coordinator', 'GET', `/api/roadmaps/${id}`);
    const [first, second, third] = before.rows;
    const change = [{ id: first.id, version: first.version, title: 'Семинар для команд школ' }];
    expect((await edit('director-1', { change })).status).toBe(403);
    expect((await edit('method', {})).status).toBe(400);
    // A row with a history of its own.
    const renamed = await edit('method', {
      change: [{ id: second.id, version: second.version, title: 'Совет' }],
    });
    expect(renamed.status).toBe(200);

    const made = await edit('method', {
      change: [...change, { id: third.id, version: third.version, term: 'до 01.12.2031' }],
      add: [
        {
          after: first.id,
          number: '1.1.1',
          title: 'Выезд в школу',
          section: first.section,
          term: 'ноябрь 2031',
        },
        { after: first.id, number: '1.1.2', title: 'Справка', section: first.section },
      ],
      remove: [{ id: second.id, version: second.version + 1 }],
    });
    expect([made.status, made.body.detail]).toEqual([200, undefined]);
    expect(
      made.body.rows.map((row: { number: string; title: string; due: string | null }) => [
        row.number,
        row.title,
        row.due,
      ]),
    ).toEqual([
      ['1.1', 'Семинар для команд школ', '2031-10-31'],
      ['1.1.1', 'Выезд в школу', '2031-11-30'],
      ['1.1.2', 'Справка', null],
      ['2.1', 'Аудит уроков', '2031-12-01'],
    ]);
    // The audit says what was taken out.
    const [act] = await stage.database.query<{ details: { removed: object[] } }>(
      "select details from audit where action = 'roadmap.edit' and subject = $1 order by id desc limit 1",
      [id],
    );
    expect(act!.details.removed).toMatchObject([{ number: second.number, title: 'Совет' }]);

    // What was removed comes back as the same measure with its history, once, and in its own roadmap only.
    const restore = [{ id: second.id, after: first.id }];
    const other = await confirmed();
    const strange = await stage.as('method', 'PATCH', `/api/roadmaps/${other.id}/measures`, {
      restore: [{ id: second.id, after: null }],
    });
    expect(strange.status).toBe(409);
    // A later version of the program may have more to say of a measure.
    await stage.database.query(
      "alter table roadmap_measures add column added_later text not null default 'x'",
    );
    const back = await edit('method', { restore });
    expect([back.status, back.body.detail]).toEqual([200, undefined]);
    expect(back.body.rows[1]).toEqual({ ...second, title: 'Совет', version: second.version + 2 });
    expect((await edit('method', { restore })).status).toBe(409);
    const { body: story } = await stage.as('method', 'GET', `/api/roadmaps/measures/${second.id}`);
    expect(story.changes).toMatchObject([{ field: 'title', before: second.title, after: 'Совет' }]);
    const gone = await edit('method', { remove: [{ id: second.id, version: second.version + 2 }] });
    expect(gone.status).toBe(200);

    // One part that cannot be done takes the others back.
    const stale = await edit('coordinator', {
      change: [{ id: third.id, version: third.version + 1, title: 'Аудит' }],
      remove: [{ id: first.id, version: first.version }],
    });
    expect([stale.status, stale.body.detail]).toEqual([409, expect.stringContaining('1.1')]);
    const began = await stage.as('method', 'PATCH', `/api/roadmaps/measures/${third.id}`, {
      version: third.version + 1,
      status: 'in-progress',
    });
    const taken = await edit('coordinator', { remove: [{ id: third.id, version: began.body.version }] });
    expect([taken.status, taken.body.detail]).toEqual([409, expect.stringContaining('уже в работе')]);
    expect((await edit('coordinator', { remove: [{ id: newId(), version: 1 }] })).status).toBe(422);
    const { body: after } = await stage.as('coordinator', 'GET', `/api/roadmaps/${id}`);
    expect(after.rows.map((row: { title: string }) => row.title)).toEqual([
      'Семинар для команд школ',
      'Выезд в школу',
      'Справка',
      'Аудит уроков',
    ]);
  });

  it('keeps documents of a measure by content, once, for those who may see it', async () => {
    const { id, rows } = await confirmed();
    await stage.as('coordinator', 'POST', `/api/roadmaps/${id}/cascade`, { schools: ['bodaibo-3'] });
    const { body: parent } = await stage.as('coordinator', 'GET', `/api/roadmaps/${id}`);
    const { body: own } = await stage.as('director-1', 'GET', `/api/roadmaps/${parent.schools[0].id}`);
    const path = `/api/roadmaps/measures/${own.rows[0].id}/evidence`;
    expect((await send('director-2', path, pdf)).status).toBe(404);
    expect((await send('director-1', path, Buffer.from('MZ\u0090\u0000\u0003program'))).status).toBe(422);
    expect((await send('director-1', path, '<html><script>1</script></html>')).status).toBe(422);
    for (const [part, reason] of [
      ['program.exe', 'Это архив'],
      ['[Content_Types].xml word/vbaProject.bin', 'макросы'],
    ] as const) {
      const archive = Buffer.concat([
        Buffer.from('504b0304140000000000', 'hex'),
        Buffer.alloc(20),
        Buffer.from(part),
      ]);
      archive.writeUInt16LE(part.length, 26);
      const refused = await send('director-1', path, archive);
      expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining(reason)]);
    }
    const first = await send('director-1', path, pdf);
    expect(first.body.evidence).toMatchObject([{ kind: 'application/pdf', size: pdf.length }]);
    await send('director-1', path, pdf);
    await send('method', `/api/roadmaps/measures/${rows[1]!.id}/evidence`, pdf);
    expect(await stage.database.query('select count(*)::int as n from evidence_files')).toEqual([{ n: 1 }]);
    expect(await stage.database.query('select count(*)::int as n from roadmap_evidence')).toEqual([{ n: 2 }]);

    const file = `/api/roadmaps/evidence/${first.body.evidence[0].id}`;
    expect((await stage.as('director-2', 'GET', file)).status).toBe(404);
    const got = await stage.as('director-1', 'GET', file);
    expect(got.status).toBe(200);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is exported to Word and a table that read back as the same plan, and to a calendar', async () => {
    const { id } = await confirmed();
    const cookie = await stage.cookie('coordinator');
    const get = async (kind: string): Promise<Buffer> => {
      const answer = await fetch(`${stage.url}/api/roadmaps/${id}/export/${kind}`, { headers: { cookie } });
      expect(answer.status).toBe(200);
      return Buffer.from(await answer.arrayBuffer());
    };
    for (const kind of ['docx', 'xlsx']) {
      const again = await importPlan(await get(kind));
      expect(
        again.measures.map(({ number, section, title, term, responsible, result }) => [
          ...[number, section, title, term.text, responsible, result],
        ]),
      ).toEqual([
        [
          ...['1.1', '1. Организация', 'Установочный семинар', 'октябрь 2031'],
          ...[['МКУ «ИМЦ»', 'руководители РМО'], 'Решение семинара'],
        ],
        ['1.2', '1. Организация', 'Собеседования', 'декабрь 2031-февраль 2031', ['УО'], 'Справка'],
        ['2.1', '2. Методическая работа', 'Аудит уроков', '', ['РМК'], ''],
      ]);
    }
    const parts = new PizZip(await get('docx'));
    const body = parts.file('word/document.xml')!.asText();
    // A landscape page of A4 with the margins of the standard, the header of the table on every page, numbers of pages.
    expect(body).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
    expect(body).toMatch(/<w:pgMar w:top="20mm" w:right="10mm" w:bottom="20mm" w:left="20mm"/);
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(parts.file(/word\/header\d\.xml/).some((part) => part.asText().includes('PAGE'))).toBe(true);
    const calendar = (await get('ics')).toString();
    // RFC 5545: lines end with CRLF and have at most 75 bytes.
    expect(
      calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n')),
    ).toBe(true);
    const events = Object.values(ical.sync.parseICS(calendar)).filter((part) => part?.type === 'VEVENT');
    const day = (date: Date | undefined) => date && [date.getFullYear(), date.getMonth() + 1, date.getDate()];
    expect(
      events.map(({ summary, description, datetype, start, end }) => ({
        ...{ summary, description, datetype, start: day(start), end: day(end) },
      })),
    ).toEqual([
      {
        summary: '1.1. Установочный семинар',
        description:
          'Срок: октябрь 2031 (с 01.10.2031)\nОтветственные: МКУ «ИМЦ», руководители РМО\nРезультат: Решение семинара',
        datetype: 'date',
        start: [2031, 10, 31],
        end: [2031, 11, 1],
      },
    ]);
    expect((await stage.as('director-1', 'GET', `/api/roadmaps/${id}/export/exe`)).status).toBe(404);
  });

  it('is made of the measures of a programme, once, by those who keep the roadmaps of its district', async () => {
    const make = (login: string): Promise<Answer> =>
      stage.as(login, 'POST', '/api/roadmaps/from-programme', { programmeId });
    const { body: list } = await stage.as('coordinator', 'GET', '/api/programmes');
    const [programme] = list.items;
    const programmeId = programme.id as string;
    expect([(await make('committee1')).status, (await make('director-1')).status]).toEqual([403, 404]);
    expect(
      (await stage.as('coordinator', 'POST', '/api/roadmaps/from-programme', { programmeId: 'x' })).status,
    ).toBe(404);
    const made = await make('coordinator');
    expect([made.status, made.body.detail]).toEqual([201, undefined]);
    const { body: details } = await stage.as('coordinator', 'GET', `/api/programmes/${programmeId}`);
    const parts = details.roadmap.flatMap(({ items }: { items: { plan: string[] }[] }) => items);
    const rowsOfParts = parts.reduce((sum: number, { plan }: { plan: string[] }) => sum + plan.length, 0);
    expect(made.body).toMatchObject({
      ...{ title: programme.title, school: null, measures: programme.measures + rowsOfParts },
    });
    expect(rowsOfParts).toBeGreaterThan(20);
    expect(made.body.rows[0]).toMatchObject({ number: '1.1', status: 'planned' });
    expect((await make('method')).status).toBe(409);
    const after = await stage.as('coordinator', 'GET', '/api/programmes');
    expect(after.body.items[0].roadmapId).toBe(made.body.id);
  });
});
