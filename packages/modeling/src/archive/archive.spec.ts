import { strToU8, zipSync } from 'fflate';
import { ArchiveError, archiveLimits, readArchive, topFolder, writeArchive } from './archive.ts';

const zip = (files: { [path: string]: string }): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

describe('readArchive', () => {
  it('reads back what writeArchive wrote, byte for byte the same archive each time', () => {
    const files = { 'a.bpmn': '<a/>', 'forms/б.form': '{}', 'README.md': '# Ё\n' };
    expect(readArchive(writeArchive('a', files))).toEqual({ files, left: [] });
    expect(writeArchive('a', files)).toEqual(writeArchive('a', files));
  });

  it('leaves out what is no model, and names what a person may miss', () => {
    expect(
      readArchive(zip({ 'x.bpmn': 'x', 'схема.docx': 'no', '__MACOSX/._a.bpmn': 'no', '.git/a.md': 'no' })),
    ).toEqual({ files: { 'x.bpmn': 'x' }, left: ['схема.docx'] });
  });

  it.each(['../../etc/x.bpmn', '/etc/x.bpmn', 'C:\\x.bpmn', 'a\\..\\..\\x.bpmn'])(
    'refuses an archive with a file outside of it: %s',
    (name) => {
      expect(() => readArchive(zip({ [name]: 'x' }))).toThrow(`Файл «${name}» лежал бы вне папки моделей`);
    },
  );

  it('refuses one path twice, and what cannot be unpacked', () => {
    expect(() => readArchive(zip({ 'a.md': 'x', './a.md': 'y' }))).toThrow('«./a.md» есть в архиве дважды');
    const whole = zip({ 'a.md': Array.from({ length: 9_000 }, (_, n) => n).join() });
    const spoilt = whole.slice();
    spoilt.fill(0xff, 60, 9_000);
    expect(() => readArchive(spoilt)).toThrow(/не распаковать|не читается/);
  });

  it('keeps the folders of kinds when there is nothing above them', () => {
    expect(Object.keys(readArchive(zip({ 'forms/a.form': '{}' })).files)).toEqual(['forms/a.form']);
  });

  it('stops unpacking a file that is bigger than it says', () => {
    const bomb = zipSync({ 'a.bpmn': new Uint8Array(30_000_000) }, { level: 1 });
    // The size unpacked, in the entry itself and in the directory (APPNOTE 4.3.7 and 4.3.12).
    const view = new DataView(bomb.buffer);
    for (let at = 0; at < bomb.length - 4; at += 1) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 1_000, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1_000, true);
    }
    expect(bomb.length).toBeLessThan(archiveLimits.packed);
    expect(() => readArchive(bomb)).toThrow('Слишком большой файл «a.bpmn»: можно до 4 МБ.');
  });

  it('refuses what swells, is too big, or is no archive', () => {
    const swelling = zip({ 'a.bpmn': 'x'.repeat(archiveLimits.file - 1) });
    expect(swelling.length).toBeLessThan(50_000);
    expect(() => readArchive(swelling)).toThrow(ArchiveError);
    expect(() => readArchive(zip({ 'a.bpmn': 'x'.repeat(archiveLimits.file + 1) }))).toThrow(
      'Слишком большой файл',
    );
    expect(() => readArchive(new Uint8Array(archiveLimits.packed + 1))).toThrow('архив');
    expect(() => readArchive(strToU8('not a zip'))).toThrow('не читается');
    expect(() => readArchive(zip({ 'a.png': 'x' }))).toThrow('ни одной модели');
    const many = Object.fromEntries(
      Array.from({ length: archiveLimits.files + 1 }, (_, n) => [`${n}.md`, 'x']),
    );
    expect(() => readArchive(zip(many))).toThrow(`больше ${archiveLimits.files} файлов`);
  });
});

describe('topFolder', () => {
  it('is the one folder that everything lies in', () => {
    expect(topFolder(['a/b.bpmn', 'a/c.md'])).toBe('a');
    expect(topFolder(['a/b.bpmn', 'c.md'])).toBeUndefined();
    expect(topFolder([])).toBeUndefined();
  });
});
