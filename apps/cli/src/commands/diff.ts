import type { ModelFolderDetails, ModelVersion, ModelVersionDetails } from '@opora/contracts';
import { fileDifferences, type Difference } from '@opora/modeling';
import { createTwoFilesPatch } from 'diff';
import { type Command, UsageError } from '../command.ts';
import { ModelFilesError, readModelFolders } from '../model-files.ts';
import { connect, parsed, serverHelp, ServerError, serverOptions } from '../server.ts';

const help = `opora diff БЫЛО СТАЛО [--text] [--json]
opora diff ПУТЬ [--version N | --draft] [--server АДРЕС]

Показывает, чем отличаются модели: элементы схем, поля форм, правила решений словами, остальное построчно. С одним путём
сравнивает с тем, что развёрнуто на сервере. Код выхода 1, если различия есть.

  --text              построчно и то, что можно сказать словами
  --version N         сравнить с версией папки, а не с последней
  --draft             сравнить с черновиком дизайнера
${serverHelp}`;

interface FileDifference {
  folder: string;
  path: string;
  state: 'added' | 'removed' | 'changed';
  differences?: Difference[] | undefined;
  text?: string;
}
type Files = { [path: string]: string };

/** `opora diff`: what differs between models on the disk, or between the disk and a server. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'сравнить модели',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, {
      ...serverOptions,
      text: { type: 'boolean' },
      version: { type: 'string' },
      draft: { type: 'boolean' },
    });
    if (positionals.length < 1 || positionals.length > 2)
      throw new UsageError('Ожидались один или два пути.');
    try {
      const pairs =
        positionals.length === 2 ? await local(positionals) : await remote(positionals[0]!, values);
      const found: FileDifference[] = [];
      for (const { folder, before, after } of pairs)
        found.push(...(await compare(folder, before, after, values.text === true)));
      if (values.json) terminal.stdout.write(`${JSON.stringify({ files: found }, null, 2)}\n`);
      else terminal.stdout.write(found.length === 0 ? 'Различий нет.\n' : found.map(printed).join(''));
      return found.length > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ServerError) && !(error instanceof ModelFilesError)) throw error;
      terminal.stderr.write(`${error.message}\n`);
      return 2;
    }
  },
};

async function local([a, b]: string[]): Promise<{ folder: string; before: Files; after: Files }[]> {
  const [olds, news] = [await readModelFolders([a!]), await readModelFolders([b!])];
  if (olds.length === 1 && news.length === 1) {
    const [before, after] = [olds[0]!.files, news[0]!.files];
    const [[oldPath], [newPath]] = [Object.keys(before), Object.keys(after)];
    // Two single files are compared whatever their names are.
    const single = Object.keys(before).length === 1 && Object.keys(after).length === 1;
    return [{ folder: news[0]!.folder, before: single ? { [newPath!]: before[oldPath!]! } : before, after }];
  }
  const names = new Set([...olds, ...news].map(({ folder }) => folder));
  const filesOf = (list: typeof olds, name: string): Files =>
    list.find(({ folder }) => folder === name)?.files ?? {};
  return [...names].map((folder) => ({
    folder,
    before: filesOf(olds, folder),
    after: filesOf(news, folder),
  }));
}

async function remote(
  path: string,
  values: {
    server?: string | undefined;
    token?: string | undefined;
    version?: string | undefined;
    draft?: boolean | undefined;
  },
): Promise<{ folder: string; before: Files; after: Files }[]> {
  const { call } = connect(values);
  const folders = await readModelFolders([path]);
  return Promise.all(
    folders.map(async ({ folder, files }) => ({
      folder,
      before: await readRemote(call, folder, values),
      after: files,
    })),
  );
}

/** Files of a folder on the server: its draft, or a version, the latest unless named. */
export async function readRemote(
  call: ReturnType<typeof connect>['call'],
  folder: string,
  { version, draft }: { version?: string | undefined; draft?: boolean | undefined },
): Promise<Files> {
  const address = `/models/${encodeURIComponent(folder)}`;
  if (draft) {
    const { files } = await call<ModelFolderDetails>('GET', address);
    return Object.fromEntries(
      files.filter(({ state }) => state !== 'deleted').map(({ path, text }) => [path, text]),
    );
  }
  const { items } = await call<{ items: ModelVersion[] }>('GET', `${address}/versions`);
  const wanted = version === undefined ? items[0] : items.find(({ number }) => number === Number(version));
  if (!wanted)
    throw new ServerError(
      version === undefined
        ? `Папка «${folder}» ни разу не развёрнута.`
        : `У папки «${folder}» нет версии ${version}.`,
      404,
    );
  const { files } = await call<ModelVersionDetails>('GET', `${address}/versions/${wanted.id}`);
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

async function compare(
  folder: string,
  before: Files,
  after: Files,
  asText: boolean,
): Promise<FileDifference[]> {
  const found: FileDifference[] = [];
  for (const path of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const [a, b] = [before[path], after[path]];
    if (a === b) continue;
    const state = a === undefined ? 'added' : b === undefined ? 'removed' : 'changed';
    const differences = state === 'changed' ? await fileDifferences(path, a!, b!) : undefined;
    const text =
      asText || (state === 'changed' && !differences)
        ? createTwoFilesPatch(path, path, a ?? '', b ?? '')
        : undefined;
    found.push({ folder, path, state, differences, ...(text === undefined ? {} : { text }) });
  }
  return found;
}

const states = { added: 'добавлен', removed: 'удалён', changed: 'изменён' };
function printed({ folder, path, state, differences, text }: FileDifference): string {
  const lines = [`${folder}/${path}: ${states[state]}`];
  for (const each of differences ?? [])
    lines.push(`  ${each.title}`, ...each.lines.map((line) => `      ${line.replaceAll('\n', '\n      ')}`));
  if (differences?.length === 0) lines.push('  смысл прежний, отличается запись');
  if (text) lines.push(text.trimEnd());
  return `${lines.join('\n')}\n`;
}
