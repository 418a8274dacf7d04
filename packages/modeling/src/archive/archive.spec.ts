import { strToU8, zipSync } from 'fflate';
import { ArchiveError, archiveLimits, readArchive, topFolder, writeArchive } from './archive.ts';

const zip = (files: { [path: string]: string }): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

describe('readArchive', () => {
  it('reads back what writeArchive wrote, byte for byte the same archive each time', () => {
    const files = { 'a.bpmn': '<a/>', 'forms/б.form': '{}', 'README.md': '# Ё\n' };
    expect(readArchive(writeArchive('a', files))).toEqual(files);
    expect(writeArchive('a', files)).toEqual(writeArchive('a', files));
  });

  it('leaves out what is no model, and takes no path out of the folder', () => {
    const files = readArchive(
      zip({ '../../etc/x.bpmn': 'x', 'run.exe': 'no', '__MACOSX/._a.bpmn': 'no', '.git/a.md': 'no' }),
    );
    expect(files).toEqual({ 'x.bpmn': 'x' });
  });

  it('keeps the folders of kinds when there is nothing above them', () => {
    expect(Object.keys(readArchive(zip({ 'forms/a.form': '{}' })))).toEqual(['forms/a.form']);
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
