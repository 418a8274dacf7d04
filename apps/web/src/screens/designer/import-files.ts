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
import { brokenPlace, readerWords } from './broken-place.ts';
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
  broken: { path: string; message: string }[];
}

const homes: { [extension: string]: string } = {
  dmn: 'decisions/',
  form: 'forms/',
  yaml: 'scenarios/',
  yml: 'scenarios/',
};
const extensionOf = (name: string): string => name.split('.').at(-1)!.toLowerCase();

/** Reads chosen files: archives are unpacked, diagrams for Camunda 7 converted. Throws in words where an archive is no good. */
export async function readImported(chosen: readonly Pick<File, 'name' | 'arrayBuffer'>[]): Promise<Imported> {
  const files: { [path: string]: string } = {};
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const extension = extensionOf(file.name);
    if (extension === 'zip') Object.assign(files, readArchive(bytes));
    else {
      if (!isModelFile(file.name)) throw new ArchiveError(notTaken(file.name));
      if (bytes.length === 0) throw new ArchiveError(`Файл «${file.name}» пуст.`);
      if (bytes.length > archiveLimits.file) throw new ArchiveError(tooBig(file.name, bytes.length));
      const text = modelText(file.name, bytes);
      files[homeOf(file.name, text)] = text;
    }
  }
  const imported: Imported = { folder: '', files: {}, notes: [], broken: [] };
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

const tooBig = (name: string, bytes: number): string =>
  `Файл «${name}» слишком большой: ${Math.ceil(bytes / 1_000_000)} МБ, можно до ${archiveLimits.file / 1_000_000} МБ. Модели столько не занимают: проверьте, тот ли это файл.`;

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
    const where = line === undefined ? '' : `строка ${line}: `;
    imported.broken.push({ path, message: `${where}${readerWords(said)}` });
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
