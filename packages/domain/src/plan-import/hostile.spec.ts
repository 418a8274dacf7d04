import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import JSZip from 'jszip';
import { stepsOf } from '../steps.ts';
import { importLimits, importPlan, importPlanText, PlanImportError } from './index.ts';

const table =
  '№;Мероприятие;Срок;Ответственный\n1;Собеседование с руководителями школ;май 2024;Управление образования\n';
const refusal = async (bytes: Uint8Array): Promise<PlanImportError> => {
  const error: unknown = await importPlan(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlanImportError);
  return error as PlanImportError;
};
const zip = async (files: { [name: string]: string | Uint8Array }): Promise<Uint8Array> => {
  const archive = new JSZip();
  Object.entries(files).forEach(([name, content]) => archive.file(name, content));
  return archive.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 9 },
  });
};

describe('encodings', () => {
  it.each(['utf-8', 'windows-1251', 'koi8-r', 'ibm866', 'utf-16le', 'utf-16be'])(
    '%s is read',
    async (encoding) => {
      const bytes = iconv.encode(table, encoding, { addBOM: encoding.startsWith('utf-16') });
      const plan = await importPlan(bytes);
      expect(plan.measures[0]).toMatchObject({ title: 'Собеседование с руководителями школ', number: '1' });
      expect(plan.problems.filter(({ code }) => code === 'mixed-encoding')).toEqual([]);
    },
  );

  it('two in one file are read line by line and told of', async () => {
    const bytes = Buffer.concat([
      iconv.encode(table, 'utf-8'),
      iconv.encode('2;Анализ результатов работ;июнь 2024;Ресурсный центр\n', 'windows-1251'),
    ]);
    const plan = await importPlan(bytes);
    expect(plan.measures.map(({ title }) => title)).toEqual([
      'Собеседование с руководителями школ',
      'Анализ результатов работ',
    ]);
    expect(plan.problems).toMatchObject([
      { code: 'mixed-encoding', place: 'строка 3' },
      { code: 'no-period' },
    ]);
  });
});

describe('a file that is something else', () => {
  it.each([
    ['an empty one', '', 'empty'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'unsupported'],
    ['an RTF', '{\\rtf1\\ansi text}', 'unsupported'],
    [
      'an old doc',
      Buffer.from('d0cf11e0a1b11ae1', 'hex').toString('latin1').padEnd(600, '\u0001'),
      'unsupported',
    ],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('latin1'), 'unsupported'],
    ['noise', '\u0000\u0001\u0002\u0003'.repeat(300), 'not-text'],
    ['a cut zip', 'PK\u0003\u0004 and nothing more', 'broken-file'],
  ])('%s is refused with advice', async (_, text, code) => {
    const error = await refusal(Buffer.from(text, 'latin1'));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/[а-я]/);
  });

  it('an archive of files, a LibreOffice document and a broken docx are refused with advice', async () => {
    expect((await refusal(await zip({ 'план.txt': table }))).message).toContain('архив');
    expect(
      (await refusal(await zip({ mimetype: 'application/vnd.oasis', 'content.xml': '<a/>' }))).message,
    ).toContain('LibreOffice');
    expect((await refusal(await zip({ 'word/document.xml': '<w:document' }))).code).toBe('broken-file');
    expect((await refusal(await zip({ 'xl/workbook.xml': '<workbook' }))).code).toBe('broken-file');
  });
});

describe('too much', () => {
  it('50 MB are refused before they are opened', async () => {
    const bytes = new Uint8Array(50_000_000).fill(0x41);
    expect((await refusal(bytes)).code).toBe('too-large');
    bytes.set([0x50, 0x4b, 3, 4]);
    expect((await refusal(bytes)).message).toContain('можно до 30 МБ');
  });

  it('a zip bomb is refused in bounded memory', async () => {
    const bomb = await zip({ 'word/document.xml': new Uint8Array(60_000_000).fill(0x20) });
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().rss;
    expect((await refusal(bomb)).code).toBe('archive-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('a bomb of many parts is refused by their sum or number', async () => {
    const files = Object.fromEntries(
      Array.from({ length: importLimits.unpacked.entries + 1 }, (_, index) => [`a/${index}.bin`, '']),
    );
    expect((await refusal(await zip(files))).code).toBe('archive-too-large');
  });

  it('a sheet of far too many rows is read to its limit and told of', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('План');
    sheet.addRow(['№', 'Мероприятие', 'Срок', 'Ответственный']);
    for (let index = 1; index <= 5500; index += 1)
      sheet.addRow([`${Math.ceil(index / 900)}.${(index % 900) + 1}`, 'Семинар', 'май 2024', 'УО']);
    const plan = await importPlan(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(plan.measures).toHaveLength(4999);
    expect(plan.problems.map(({ code }) => code)).toContain('too-many-rows');
  });

  it('a workbook that merges a whole sheet is refused, one that checks or sets a width of all its cells is read', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('План');
    sheet.addRow(['№', 'Мероприятие', 'Срок', 'Ответственный']);
    sheet.addRow(['1', 'Семинар для завучей', 'май 2024', 'УО']);
    const archive = await JSZip.loadAsync(await workbook.xlsx.writeBuffer());
    const part = 'xl/worksheets/sheet1.xml';
    const text = await archive.file(part)!.async('string');
    const changed = (change: (text: string) => string): Promise<Uint8Array> =>
      archive.file(part, change(text)).generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
    const merged = (areas: string): string =>
      text.replace('</sheetData>', `</sheetData><mergeCells>${areas}</mergeCells>`);
    const whole = await refusal(await changed(() => merged('<mergeCell ref="A3:XFD1048576"/>')));
    expect(whole.message).toContain('«A3:XFD1048576» на листе 1');
    const many = Array.from({ length: 6000 }, (_, at) => `<mergeCell ref="A${at + 9}:B${at + 9}"/>`).join('');
    expect((await refusal(await changed(() => merged(many)))).code).toBe('archive-too-large');
    const checked = await changed(() =>
      text
        .replace('<sheetData>', '<cols><col min="1" max="900000000" width="9"/></cols><sheetData>')
        .replace(
          '</sheetData>',
          '</sheetData><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"/></dataValidations>',
        ),
    );
    expect((await importPlan(checked)).measures).toHaveLength(1);
  });

  const names = '№\nМероприятие\nСрок\nОтветственный\n';
  const line = '№\tМероприятие\tСрок\tОтветственный\n1\t';
  it.each([
    ['tabs', (size: number) => `${'\t'.repeat(size * 20)}x`],
    ['brackets', (size: number) => '<div>'.repeat(size * 5)],
    ['a long line', (size: number) => 'мероприятие '.repeat(size * 10)],
    ['a row of many cells', (size: number) => `${line}${'май 2024\t'.repeat(size / 10)}`],
    ['a term without end', (size: number) => `${line}Семинар\t${'по плану '.repeat(size)}\tУО`],
    ['a crowd', (size: number) => `${line}Семинар\tмай\t${'УО, «'.repeat(size)}`],
    ['many rows', (size: number) => `${line}Семинар\tмай\tУО\n`.repeat(size / 20)],
    ['ruled columns', (size: number) => 'а б\n---- ---- ----\n\n'.repeat(size / 5)],
    [
      'rows of many lines',
      (size: number) => {
        const row = `Семинар       май 2024      УО\n${'     слово         май           УО\n'.repeat(size / 20)}`;
        return `№    Мероприятие   Срок          Ответственный\n${[1, 2, 3].map((n) => `${n}    ${row}`).join('')}`;
      },
    ],
    ['rules of many columns', (size: number) => `${'-- '.repeat(size)}--\n${'а б\n'.repeat(size)}`],
    ['a cell a line', (size: number) => `${names}${'1\nСеминар\nмай\nУО\n'.repeat(size / 50)}`],
    ['lines below the last row', (size: number) => `${names}1\nСеминар\nмай\nУО\n${'Школа\n'.repeat(size)}`],
    [
      'titles above a header',
      (size: number) => `${'План мероприятий\n'.repeat(size)}№\nСрок\nОтветственный\n`,
    ],
    [
      'headers of one row each without seams',
      (size: number) => '№ п/п Мероприятие Срок исполнения Ответственные\n1. Сбор\n'.repeat(size / 4),
    ],
    [
      'lines of pages',
      (size: number) =>
        `№ п/п Мероприятия\nСроки\nОтветственные\n${'1.1 Семинар для\nшкол\nмай 2024 УО\n\f'.repeat(size / 50)}`,
    ],
    [
      'a quotation that no line closes',
      (size: number) => `${names}1\nСеминар «Новые\n${'подходы к учёбе\n'.repeat(size / 4)}`,
    ],
    ['points of a list', (size: number) => '- Семинар – до мая\nотв.: УО\n'.repeat(size / 20)],
    ['names and posts', (size: number) => `${line}Семинар\tмай\t${'Белова; завуч; '.repeat(size / 10)}`],
    ['rules alone', (size: number) => '---- ---- ----\n'.repeat(size / 5)],
    ['spaces', (size: number) => `${line.replaceAll('\t', '    ')}${'май    '.repeat(size)}`],
  ])('%s cost steps in proportion to their length', (_, text) => {
    const [small, large] = [text(2000), text(8000)].map((input) => stepsOf(() => importPlanText(input)));
    expect(large).toBeLessThan(4.5 * small! + 200_000);
  });
});

it('a line of very many marks is looked at once', () => {
  const plan = importPlanText(
    `№\nМероприятие\nСрок\nОтветственный\n1\nСеминар${'.'.repeat(150_000)}x\nмай\nУО\n`,
  );
  expect(plan.measures).toMatchObject([{ number: '1', responsible: ['УО'] }]);
});

it('a line of very many bars is looked at once', () => {
  const cells = ['№', 'Мероприятие', 'Срок', 'Ответственный', '1', 'Семинар', 'май', 'УО'];
  const plan = importPlanText(`${cells.join(' |\n')} |\n${'| '.repeat(150_000)}х\n`);
  expect(plan.measures).toMatchObject([{ number: '1', responsible: ['УО'] }]);
});

it('a text of very many lines above a table is read over', () => {
  const above = Array.from({ length: 150_000 }, (_, index) => `строка ${index}`).join('\n');
  const ruled = '№    Мероприятие   Срок\n---- ------------- ------\n1    Семинар       май\n';
  expect(importPlanText(`${above}\n\n${ruled}`).measures).toMatchObject([{ title: 'Семинар' }]);
});

describe('any text', () => {
  const piece = fc.constantFrom(
    '\t',
    '\n',
    '\n\n',
    ';',
    '|',
    '"',
    '№',
    'Мероприятие',
    'Срок',
    'Ответственный',
    '1.1',
    '2',
    'I.',
    'май 2024',
    'УО',
    '<td>',
    '<table>',
    'Семинар',
    ' ',
  );
  it('is read or refused, never answered with another error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((list) => list.join('')),
        ),
        (text) => {
          try {
            const plan = importPlanText(text);
            expect(plan.report.measures).toBe(plan.measures.length);
          } catch (error) {
            expect(error).toBeInstanceOf(PlanImportError);
          }
        },
      ),
      { numRuns: 800 },
    );
  });
});
