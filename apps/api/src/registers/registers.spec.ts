import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTable } from '@opora/domain/table-import';
import { type Answer, ApiStage } from '../testing/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await ApiStage.open();
});
afterAll(() => stage.close());

const reason = 'уточнено';
const upload = (login: string, kind: string, lines: string[], districtId = 'bodaibo'): Promise<Answer> => {
  const form = new FormData();
  form.append('kind', kind);
  form.append('districtId', districtId);
  form.append('file', new Blob([lines.join('\n')]), `${kind}.csv`);
  return stage.as(login, 'POST', '/api/imports', form);
};
const confirm = (id: string, body = {}): Promise<Answer> =>
  stage.as('coordinator', 'POST', `/api/imports/${id}/confirm`, body);
const labels = async (login: string, path: string): Promise<string[]> =>
  (await stage.as(login, 'GET', `/api/registers/${path}`)).body.items.map(
    (record: { label: string }) => record.label,
  );

describe('contacts of staff', () => {
  it('are refused to other districts, schools and partners', async () => {
    const made = await stage.as('coordinator', 'POST', '/api/registers/people', {
      values: { name: 'Петрова Анна Ивановна', districtId: 'bodaibo', email: 'anna@school.example' },
    });
    expect([made.status, made.body.detail]).toEqual([201, undefined]);
    const post = await stage.as('method', 'POST', '/api/registers/posts', {
      values: { personId: made.body.id, districtId: 'bodaibo', schoolId: 'bodaibo-3', role: 'deputy' },
    });
    expect([post.status, post.body.names]).toEqual([
      201,
      { personId: 'Петрова Анна Ивановна', districtId: expect.any(String), schoolId: expect.any(String) },
    ]);
    const seen = Object.fromEntries(
      await Promise.all(
        [
          'coordinator',
          'committee1',
          'region',
          'admin',
          'director-1',
          'director-2',
          'curator-1',
          'expert1',
        ].map(async (login) => [login, await labels(login, 'people?q=Петрова')] as const),
      ),
    );
    const her = ['Петрова Анна Ивановна'];
    expect(seen).toEqual({
      ...{ coordinator: her, committee1: her, region: her, admin: her, 'director-1': her },
      ...{ 'director-2': [], 'curator-1': [], expert1: [] },
    });
    const card = `/api/registers/people/${made.body.id}`;
    expect((await stage.as('director-1', 'GET', card)).body.mayChange).toBe(false);
    expect((await stage.as('director-2', 'GET', card)).status).toBe(404);
  });
});

describe('a record of a register', () => {
  it('is refused with every fault named at its field', async () => {
    const answer = await stage.as('coordinator', 'POST', '/api/registers/schools', {
      values: {
        name: ' ',
        districtId: 'bodaibo',
        kind: 'школа',
        pupils: -1,
        weakSubjects: ['магия'],
        extra: 1,
      },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      ...[
        'values.extra',
        'values.name',
        'values.shortName',
        'values.kind',
        'values.pupils',
        'values.weakSubjects',
      ],
    ]);
  });

  it('changes with a reason, keeps its history, and refuses a change of an old version', async () => {
    const path = '/api/registers/schools/bodaibo-3';
    const { body: before } = await stage.as('coordinator', 'GET', path);
    const values = { weakSubjects: ['математика', 'физика'], staff: 31, name: before.values.name };
    const nameless = await stage.as('coordinator', 'PATCH', path, {
      values,
      version: before.version,
      reason: ' ',
    });
    expect(nameless.status).toBe(400);
    const changed = await stage.as('coordinator', 'PATCH', path, { values, version: before.version, reason });
    expect([changed.status, changed.body.values.staff, changed.body.version]).toEqual([
      200,
      31,
      before.version + 1,
    ]);
    const late = await stage.as('method', 'PATCH', path, {
      values: { staff: 5 },
      version: before.version,
      reason,
    });
    expect([late.status, late.body.type]).toEqual([409, 'https://opora.dev/problems/conflict']);
    const { body: history } = await stage.as('committee1', 'GET', `${path}/history`);
    expect(history.items[0]).toMatchObject({
      ...{ action: 'update', login: 'coordinator', reason, version: before.version + 1 },
      before: { weakSubjects: [], staff: null },
      after: { weakSubjects: ['математика', 'физика'], staff: 31 },
    });
  });

  it('is put away with a reason, is found among those put away only, and comes back', async () => {
    const { body: made } = await stage.as('coordinator', 'POST', '/api/registers/associations', {
      values: { name: 'РМО учителей физики', kind: 'РМО', districtId: 'bodaibo', subjectId: 'физика' },
    });
    const archive = (archived: boolean, version: number): Promise<Answer> =>
      stage.as('coordinator', 'POST', `/api/registers/associations/${made.id}/archive`, {
        archived,
        version,
        reason,
      });
    expect((await archive(true, made.version)).body.archivedAt).not.toBeNull();
    expect(await labels('method', 'associations?q=физики')).toEqual([]);
    expect(await labels('method', 'associations?q=физики&archived=true')).toEqual(['РМО учителей физики']);
    await archive(false, made.version + 1);
    expect(
      await labels('method', 'associations?q=учителей физики&filter=kind:РМО&filter=subjectId:физика'),
    ).toEqual(['РМО учителей физики']);
    expect((await stage.as('method', 'GET', '/api/registers/associations?filter=phone:1')).status).toBe(400);
  });

  it('shows a new district, which has no school yet, to the administrator and not to others', async () => {
    const { status, body } = await stage.as('admin', 'POST', '/api/registers/districts', {
      values: { name: 'Мамско-Чуйский район', region: 'Иркутская область', timeZone: 'Asia/Irkutsk' },
    });
    expect([status, body.id]).toEqual([201, expect.any(String)]);
    const seen = async (who: string): Promise<string[]> =>
      (await stage.as(who, 'GET', '/api/districts')).body.items.map(({ id }: { id: string }) => id);
    expect(await seen('coordinator')).not.toContain(body.id);
    expect(await seen('coordinator')).toContain('bodaibo');
    expect(await seen('admin')).toContain(body.id);
  });

  it('does not reach into another district by a reference', async () => {
    const { body: person } = await stage.as('coordinator', 'POST', '/api/registers/people', {
      values: { name: 'Сидоров Пётр Петрович', districtId: 'bodaibo' },
    });
    const answer = await stage.as('coordinator', 'POST', '/api/registers/posts', {
      values: { personId: person.id, districtId: 'bodaibo', schoolId: 'tutura', role: 'director' },
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ path: 'values.schoolId', message: '«Школа»: такой записи нет' }],
    ]);
  });

  it('comes in pages by name', async () => {
    const first = await stage.as('admin', 'GET', '/api/registers/subjects?limit=10');
    const second = await stage.as(
      'admin',
      'GET',
      `/api/registers/subjects?limit=100&cursor=${first.body.next}`,
    );
    const names = [...first.body.items, ...second.body.items].map(({ label }: { label: string }) => label);
    expect(names).toHaveLength(first.body.total);
    expect(new Set(names).size).toBe(names.length);
  });

  it('stands in the order in which people look for names, also over pages', async () => {
    const names = ['Ежовская школа № 2', 'Ежовская школа № 10', 'Ёлкинская школа', 'Жуковская школа'];
    for (const name of [...names].reverse()) {
      const values = { name, shortName: name, districtId: 'bodaibo', kind: 'СОШ' };
      expect((await stage.as('coordinator', 'POST', '/api/registers/schools', { values })).status).toBe(201);
    }
    const seen: string[] = [];
    let next = '';
    do {
      const path = `/api/schools?limit=3${next && `&cursor=${encodeURIComponent(next)}`}`;
      const { body } = await stage.as('coordinator', 'GET', path);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      next = body.next ?? '';
    } while (next);
    expect(seen.filter((name) => names.includes(name))).toEqual(names);
    expect((await labels('coordinator', 'schools?limit=200')).filter((name) => names.includes(name))).toEqual(
      names,
    );
    const { body } = await stage.as('coordinator', 'GET', '/api/schools?q=ёлкинская');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Ёлкинская школа']);
  });
});

describe('a table of a register', () => {
  it('is refused to those who do not keep it', async () => {
    for (const login of ['director-1', 'committee1', 'region'])
      expect((await upload(login, 'schools', ['Название'])).status).toBe(403);
    expect((await upload('coordinator', 'subjects', ['Название'])).status).toBe(403);
    expect((await upload('coordinator', 'schools', ['Название'], 'zhigalovo')).status).toBe(403);
  });

  it('adds and changes records, keeps their history, and is taken back', async () => {
    const { body: known } = await stage.as('coordinator', 'GET', '/api/registers/schools/bodaibo-4');
    const { body } = await upload('coordinator', 'schools', [
      'Список школ;;;;',
      'Наименование ОО;Краткое наименование;Вид;Контингент;Сильные предметы',
      `${known.values.name};;;777;Физика, химия`,
      'МКОУ «Новая школа»;Новая;ООШ;55;',
      'МКОУ «Другая школа»;Другая;школа;55;магия',
    ]);
    expect(body).toMatchObject({ problems: [], totals: { new: 1, changed: 1, wrong: 1 } });
    const changed = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows?change=changed`);
    expect(changed.body.items[0].before).toMatchObject({ pupils: String(known.values.pupils ?? '—') });
    const wrong = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows?change=wrong`);
    expect(wrong.body.items[0].problems).toEqual([
      { column: 'kind', message: expect.stringContaining('найдено «школа»') },
      { column: 'strongSubjects', message: expect.stringContaining('нет «магия»') },
    ]);
    expect((await confirm(body.id, { leaveOutWrong: true })).status).toBe(200);
    const card = '/api/registers/schools/bodaibo-4';
    expect((await stage.as('coordinator', 'GET', card)).body).toMatchObject({
      values: { pupils: 777, strongSubjects: ['физика', 'химия'], shortName: known.values.shortName },
      version: known.version + 1,
    });
    expect((await stage.as('coordinator', 'GET', `${card}/history`)).body.items[0]).toMatchObject({
      ...{ action: 'import', login: 'coordinator' },
      ...{ before: { pupils: known.values.pupils }, after: { pupils: 777 } },
    });
    expect(await labels('coordinator', 'schools?q=Новая школа')).toEqual(['МКОУ «Новая школа»']);
    const undone = await stage.as('coordinator', 'POST', `/api/imports/${body.id}/undo`);
    expect(undone.body).toMatchObject({ undone: 2, kept: 0 });
    expect((await stage.as('coordinator', 'GET', card)).body.values).toEqual(known.values);
    expect(await labels('coordinator', 'schools?q=Новая школа')).toEqual([]);
  });

  it('finds a school by what it is called, keeps its fuller name, and names a new one short', async () => {
    const { body: known } = await stage.as('coordinator', 'GET', '/api/registers/schools/bodaibo-4');
    expect(known.values.name).toBe('МКОУ «ООШ № 4 г. Бодайбо»');
    const { body } = await upload('coordinator', 'schools', [
      'Наименование ОО;Контингент',
      'ООШ №4 г. Бодайбо;271',
      'МБОУ «Лесная СОШ»;80',
    ]);
    expect(body).toMatchObject({ problems: [], totals: { new: 1, changed: 1, wrong: 0 } });
    await confirm(body.id);
    const { body: after } = await stage.as('coordinator', 'GET', '/api/registers/schools/bodaibo-4');
    expect(after.values).toEqual({ ...known.values, pupils: 271 });
    const found = await stage.as('coordinator', 'GET', '/api/registers/schools?q=Лесная');
    expect(found.body.items[0].values).toMatchObject({ shortName: 'Лесная СОШ' });
    await stage.as('coordinator', 'POST', `/api/imports/${body.id}/undo`);
  });

  it('that has made what others lead to since leaves that, and says so', async () => {
    const { body } = await upload('coordinator', 'people', [
      'ФИО;Почта',
      'Орлова Вера Олеговна;vera@school.example',
      'Волков Олег Ильич;',
    ]);
    await confirm(body.id);
    const [person] = (await stage.as('coordinator', 'GET', '/api/registers/people?q=Орлова')).body.items;
    const { body: of } = await upload('coordinator', 'posts', [
      'ФИО;Роль;С;По',
      'Орлова Вера Олеговна;тьютор;01.09.2031;2032-05-31',
    ]);
    expect((await confirm(of.id)).body.totals).toMatchObject({ new: 1 });
    const [role] = (await stage.as('coordinator', 'GET', `/api/registers/posts?filter=personId:${person.id}`))
      .body.items;
    expect(role.values).toMatchObject({ role: 'tutor', validFrom: '2031-09-01', validTo: '2032-05-31' });
    expect((await stage.as('coordinator', 'POST', `/api/imports/${body.id}/undo`)).body).toMatchObject({
      undone: 1,
      kept: 1,
    });
    expect(await labels('coordinator', 'people?q=олег')).toEqual(['Орлова Вера Олеговна']);
  });

  it('with one name for two schools asks for the code and takes it', async () => {
    for (const shortName of ['Первая', 'Вторая'])
      await stage.as('coordinator', 'POST', '/api/registers/schools', {
        id: `twin-${shortName === 'Первая' ? 1 : 2}`,
        values: { name: 'Средняя школа', shortName, districtId: 'bodaibo' },
      });
    const { body } = await upload('coordinator', 'schools', ['Название;Учеников', 'Средняя школа;10']);
    const { body: rows } = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows`);
    expect(rows.items[0].problems[0].message).toBe(
      'Таких записей 2 (Название одни и те же); укажите код: twin-1 или twin-2',
    );
    const { body: coded } = await upload('coordinator', 'schools', [
      'Код;Название;Учеников',
      'twin-2;Средняя школа;10',
    ]);
    expect(coded.totals).toMatchObject({ changed: 1, wrong: 0 });
  });

  it('keeps two new schools of one name apart by their addresses, and asks for these where they are missing', async () => {
    const header = 'Название;Учеников;Адрес';
    const { body: bare } = await upload('coordinator', 'schools', [
      header,
      'Школа у реки;10;',
      'Школа у реки;20;ул. Вторая, 2',
    ]);
    expect(bare.totals).toMatchObject({ new: 1, wrong: 1 });
    const wrong = await stage.as('coordinator', 'GET', `/api/imports/${bare.id}/rows?change=wrong`);
    expect(wrong.body.items[0].problems).toEqual([
      {
        column: 'row',
        message:
          'То же название, что в строке 2. Если это одно и то же, оставьте одну строку; если разные, заполните в обеих «Адрес»',
      },
    ]);
    const table = [header, 'Школа у реки;10;ул. Первая, 1', 'Школа у реки;20;ул. Вторая, 2'];
    const { body } = await upload('coordinator', 'schools', table);
    expect(body).toMatchObject({
      totals: { new: 2, wrong: 0 },
      notes: [
        'Нет в файле, поэтому у новых записей будет: «Участие» — получает поддержку; «Группа» — не определена.',
        'Одно название, но разное в столбце «Адрес»: строки 2 и 3. Будут записаны как разные.',
      ],
    });
    expect((await confirm(body.id)).status).toBe(200);
    expect(await labels('coordinator', 'schools?q=у реки')).toEqual(['Школа у реки', 'Школа у реки']);
    // The next file finds each by its address, and says which is which where it has none.
    const { body: again } = await upload('coordinator', 'schools', [
      header,
      'Школа у реки;11;ул. Первая, 1',
      'Школа у реки;20;УЛ. ВТОРАЯ, 2',
    ]);
    expect(again.totals).toMatchObject({ new: 0, changed: 2, wrong: 0 });
    const { body: lost } = await upload('coordinator', 'schools', [header, 'Школа у реки;11;']);
    const { body: rows } = await stage.as('coordinator', 'GET', `/api/imports/${lost.id}/rows`);
    expect(rows.items[0].problems[0].message).toMatch(/school-\w+ \(ул\. Первая, 1\)/);
    expect((await stage.as('coordinator', 'POST', `/api/imports/${body.id}/undo`)).body.undone).toBe(2);
  });

  it('reads what a school does in the words of people, and names these words where it cannot', async () => {
    const header = 'Название;Вид;Участие';
    const { body } = await upload('coordinator', 'schools', [
      header,
      'Школа слов 1;Средняя общеобразовательная школа;Партнёр',
      'Школа слов 2;основная;ШНОР',
      'Школа слов 3;СОШ;сама по себе',
    ]);
    expect(body.totals).toMatchObject({ new: 2, wrong: 1 });
    const { body: rows } = await stage.as('coordinator', 'GET', `/api/imports/${body.id}/rows`);
    expect(rows.items.map(({ data }: { data: object }) => data)).toMatchObject([
      { kind: 'СОШ', supportRole: 'partner' },
      { kind: 'ООШ', supportRole: 'shnor' },
      {},
    ]);
    expect(rows.items[2].problems[0].message).toBe(
      '«Участие»: ожидалось одно из: «получает поддержку», «школа-партнёр», «и то и другое»; найдено «сама по себе»',
    );
  });

  it('takes codes of other systems for no codes of its own, and says what to do with a code that it does not know', async () => {
    const { body } = await upload('coordinator', 'schools', ['Название;Код ОО', 'Школа кодов;sch123456']);
    expect(body.totals).toMatchObject({ new: 1, wrong: 0 });
    const { body: coded } = await upload('coordinator', 'schools', ['Название;Код', 'Школа кодов;sch123456']);
    const { body: rows } = await stage.as('coordinator', 'GET', `/api/imports/${coded.id}/rows`);
    expect(rows.items[0].problems[0].message).toContain('выберите для кода «нет в файле»');
  });

  it('is what the export gives: it reads back as no change at all', async () => {
    const response = await fetch(`${stage.url}/api/registers/schools/export?filter=districtId:bodaibo`, {
      headers: { cookie: await stage.cookie('coordinator') },
    });
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const content = new Uint8Array(await response.arrayBuffer());
    const rows = [];
    for await (const { cells } of readTable(content)) rows.push(cells);
    expect(rows[0]!.slice(0, 3)).toEqual(['Код', 'Название', 'Краткое название']);
    const form = new FormData();
    form.append('kind', 'schools');
    form.append('districtId', 'bodaibo');
    form.append('file', new Blob([content]), 'школы.xlsx');
    const { body } = await stage.as('coordinator', 'POST', '/api/imports', form);
    expect(body).toMatchObject({ problems: [], totals: { rows: rows.length - 1, same: rows.length - 1 } });
  });
});
