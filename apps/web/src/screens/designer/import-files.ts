import {
  ArchiveError,
  archiveLimits,
  convertCamunda7,
  isCamunda7,
  isModelFile,
  modelText,
  readArchive,
  type ConversionNote,
} from '@opora/modeling';
import { readerWords } from '@opora/contracts';
import { brokenPlace } from './broken-place.ts';
import { idOf } from './names.ts';
import { processOf } from './new-model.ts';

/** Files that a person chose, as they would lie in a folder of models. */
export interface Imported {
  /** The folder that they name themselves: their stage, else their process, else the file. */
  folder: string;
  files: { [path: string]: string };
  /** What of diagrams for Camunda 7 was carried over otherwise, or not at all. */
  notes: (ConversionNote & { path: string })[];
  /** Diagrams that cannot be read: they are taken as texts. */
  broken: { path: string; message: string; line?: number }[];
  /** Files of an archive that are no models: they are left out. */
  left: string[];
}

const homes: { [extension: string]: string } = {
  dmn: 'decisions/',
  form: 'forms/',
  yaml: 'scenarios/',
  yml: 'scenarios/',
};
const extensionOf = (name: string): string => name.split('.').at(-1)!.toLowerCase();

/** Reads chosen files: archives are unpacked, diagrams for Camunda 7 converted. Throws in words where an archive is no good. */
export async function readImported(
  chosen: readonly Pick<File, 'name' | 'size' | 'arrayBuffer'>[],
): Promise<Imported> {
  const files: { [path: string]: string } = {};
  const left: string[] = [];
  for (const file of chosen) refuseUnread(file);
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (extensionOf(file.name) === 'zip') {
      const archive = readArchive(bytes);
      Object.assign(files, archive.files);
      left.push(...archive.left);
    } else {
      const text = modelText(file.name, bytes);
      files[homeOf(file.name, text)] = text;
    }
  }
  const imported: Imported = { folder: '', files: {}, notes: [], broken: [], left };
  for (const [path, text] of Object.entries(files)) {
    imported.files[path] = text;
    if (path.endsWith('.bpmn')) await readDiagram(path, text, imported);
  }
  imported.folder = folderOf(imported.files);
  return imported;
}

/** Where a single file belongs by what it holds: programs give decision tables the names of diagrams, and both the name .xml. */
function homeOf(name: string, text: string): string {
  const isXml = /\.(xml|bpmn)$/i.test(name);
  const decision = isXml && /<(?:\w+:)?definitions\b[^>]*(?:omg\.org\/spec\/DMN|\/DMN\/)/.test(text);
  const named = isXml ? name.replace(/\.(xml|bpmn)$/i, decision ? '.dmn' : '.bpmn') : name;
  return `${homes[extensionOf(named)] ?? ''}${named}`;
}

/** Refuses by name and size what need not be read for it. */
function refuseUnread({ name, size }: Pick<File, 'name' | 'size'>): void {
  const isArchive = extensionOf(name) === 'zip';
  if (!isArchive && !isModelFile(name)) throw new ArchiveError(notTaken(name));
  if (size === 0) throw new ArchiveError(`Файл «${name}» пуст.`);
  const limit = isArchive ? archiveLimits.packed : archiveLimits.file;
  if (size > limit) throw new ArchiveError(tooBig(name, size, limit));
}

const tooBig = (name: string, bytes: number, limit: number): string =>
  `Файл «${name}» слишком большой: ${Math.ceil(bytes / 1_000_000)} МБ, можно до ${limit / 1_000_000} МБ. Модели столько не занимают: проверьте, тот ли это файл.`;

const notTaken = (name: string): string =>
  `Файл «${name}» не подходит: ожидаются .bpmn, .dmn, .form, .yaml, .md, .json или .zip. Схемы из Visio и Word сначала сохраните в BPMN.`;

async function readDiagram(path: string, text: string, imported: Imported): Promise<void> {
  const { readXml } = await import('@opora/engine/compile');
  const unread = (await readXml(text)).problems.find(
    ({ rule, severity }) => rule === 'xml' && severity === 'error',
  );
  if (unread) {
    const said = unread.message.replace(/^the file cannot be read: /, '');
    const line = brokenPlace(said, text).line ?? unread.line;
    imported.broken.push({ path, message: readerWords(said), ...(line === undefined ? {} : { line }) });
    return;
  }
  if (!isCamunda7(text)) return;
  try {
    const { xml, forms, notes } = await convertCamunda7(text);
    imported.files[path] = xml;
    Object.assign(imported.files, forms);
    imported.notes.push(...notes.map((note) => ({ path, ...note })));
  } catch (error) {
    imported.broken.push({ path, message: (error as Error).message.split('\n')[0]! });
  }
}

function folderOf(files: { [path: string]: string }): string {
  const stage = files['stage.json'];
  if (stage !== undefined) {
    try {
      const { id } = JSON.parse(stage) as { id?: unknown };
      if (typeof id === 'string' && id !== '') return id;
    } catch {
      // A broken description names nothing; the diagram does.
    }
  }
  const diagram = Object.entries(files).find(([path]) => path.endsWith('.bpmn'));
  const process = diagram && processOf(diagram[1])?.id;
  return (
    process ??
    (idOf(
      (Object.keys(files)[0] ?? '')
        .split('/')
        .at(-1)!
        .replace(/\.[^.]+$/, ''),
    ) ||
      'import')
  );
}
