import { writeArchive } from '@opora/modeling';
import { readImported } from './import-files.ts';
import { newModel } from './new-model.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  size: typeof content === 'string' ? new TextEncoder().encode(content).length : content.length,
  arrayBuffer: () =>
    Promise.resolve(
      Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content)
        .buffer as ArrayBuffer,
    ),
});

describe('readImported', () => {
  it('puts single files where their kind stands, in the folder of their process', async () => {
    const imported = await readImported([
      file('любая.bpmn', newModel('review', 'Проверка')),
      file('a.form', '{"id":"a"}'),
      file('b.dmn', '<d/>'),
    ]);
    expect(imported.folder).toBe('review');
    expect(Object.keys(imported.files)).toEqual(['любая.bpmn', 'forms/a.form', 'decisions/b.dmn']);
  });

  it('takes a decision table that is named as a diagram or as .xml for what it is', async () => {
    const table = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d"></definitions>';
    const imported = await readImported([file('таблица.bpmn', table), file('b.xml', table)]);
    expect(Object.keys(imported.files)).toEqual(['decisions/таблица.dmn', 'decisions/b.dmn']);
    expect(imported.broken).toEqual([]);
  });

  it('refuses a single file that is too big before it is read', async () => {
    const unread = (name: string) => ({
      name,
      size: 50_000_000,
      arrayBuffer: () => Promise.reject(new Error('It was read.')),
    });
    await expect(readImported([unread('a.bpmn')])).rejects.toThrow(
      'Файл «a.bpmn» слишком большой: 50 МБ, можно до 4 МБ.',
    );
    await expect(readImported([unread('a.zip')])).rejects.toThrow('50 МБ, можно до 10 МБ.');
  });

  it('unpacks an archive of a stage folder', async () => {
    const files = {
      'stage.json': '{"id":"second"}',
      'second.bpmn': newModel('second', 'Второй'),
      'forms/a.form': '{}',
    };
    const imported = await readImported([file('архив.zip', writeArchive('second', files))]);
    expect(imported).toMatchObject({ folder: 'second', files, notes: [], broken: [] });
  });

  it('leaves diagrams of Camunda 8 as they are and converts those of Camunda 7', async () => {
    const mine = newModel('review', 'Проверка');
    expect((await readImported([file('a.bpmn', mine)])).files['a.bpmn']).toBe(mine);
    const old = mine
      .replace('xmlns:zeebe', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe')
      .replace(
        '<bpmn:endEvent id="end"',
        '<bpmn:userTask id="task" camunda:assignee="${director}" camunda:unheard="1" /><bpmn:endEvent id="end"',
      );
    const imported = await readImported([file('a.bpmn', old)]);
    expect(imported.files['a.bpmn']).toContain('assignee="=director"');
    expect(imported.notes).toMatchObject([{ path: 'a.bpmn', elementId: 'task', kind: 'lost' }]);
  });

  it('says that what is well-formed is no diagram, and refuses what is no model at all', async () => {
    const page = await readImported([file('страница.bpmn', '<html><body>Схема</body></html>')]);
    expect(page.broken).toHaveLength(1);
    await expect(readImported([file('схема.docx', 'PK')])).rejects.toThrow('ожидаются .bpmn');
    await expect(readImported([file('пусто.bpmn', '')])).rejects.toThrow('пуст');
    await expect(readImported([file('b.bpmn', Uint8Array.from([0x50, 0x4b, 0, 0]))])).rejects.toThrow(
      'не текст',
    );
    await expect(readImported([file('a.zip', 'не архив')])).rejects.toThrow('Архив не читается');
  });

  it('takes a broken diagram as a text and says so', async () => {
    const imported = await readImported([
      file(
        'Старая схема.bpmn',
        '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:x="1"',
      ),
    ]);
    expect(imported.broken).toMatchObject([{ path: 'Старая схема.bpmn' }]);
    expect(imported.folder).toBe('staraya-shema');
    expect(Object.keys(imported.files)).toEqual(['Старая схема.bpmn']);
  });
});
