import { shallowRef } from 'vue';
import type { Translate } from '../../lib/translate.ts';
import { editors } from './editors.ts';
import { copyFile, copyFolder } from './copy-folder.ts';
import { fileLabel } from './file-label.ts';
import { freeName, idOf } from './names.ts';
import type { Project, TreeChange } from './project.ts';
import { stageTemplates } from './stage-templates.ts';
import type { Way } from './ways.ts';

/** What an act on the tree has to ask before it is done. */
export interface Asked {
  way: Way;
  folder: string;
  path?: string | undefined;
  title: string;
  /** Fields to fill in: name (as people write it), id (made from it), template, file. */
  fields: ('name' | 'id' | 'template' | 'file')[];
  name: string;
  id: string;
  /** Explains what happens; a question where there are no fields. */
  text?: string;
  action: string;
  danger?: boolean;
  /** Why an id cannot be taken; undefined: it can. */
  refuse(id: string): string | undefined;
}

/** What a person filled in. */
export interface Given {
  name: string;
  id: string;
  template?: string | undefined;
  files?: File[];
}

interface Screen {
  open(folder: string, path: string): void;
  closed(): void;
  done(text: string): void;
  failed(error: unknown): void;
  /** Acts that other parts of the workbench carry out. */
  other: (way: 'versions' | 'export' | 'import', folder: string) => void;
}

const baseName = (path: string): string => path.split('/').at(-1)!;
const folderOf = (path: string): string => path.slice(0, path.length - baseName(path).length);
const extensionOf = (path: string): string => /\.[^.]+$/.exec(path)?.[0] ?? '';

/** Acts on the tree: makes, renames, copies, deletes and brings back folders and files. */
export function createActs(project: Project, t: Translate, screen: Screen) {
  const dialog = shallowRef<Asked>();
  const has = (folder: string, path: string): boolean => project.texts(folder)[path] !== undefined;
  const hasFolder = (id: string): boolean => project.folders.value.some(({ folder }) => folder === id);
  const titleOf = (id: string): string =>
    project.folders.value.find(({ folder }) => folder === id)?.title ?? id;

  /** What people call a file, or the folder as a whole. */
  const called = (folder: string, path: string | undefined): string =>
    path === undefined ? titleOf(folder) : fileLabel(project, t, folder, path);

  async function begin(way: Way, folder: string, path?: string): Promise<void> {
    try {
      if (folder && !project.open.has(folder)) await project.openFolder(folder);
      if (way === 'revert') return await revert(folder, path);
      if (way === 'versions' || way === 'export' || way === 'import') return screen.other(way, folder);
      dialog.value = ask(way, folder, path);
    } catch (error) {
      screen.failed(error);
    }
  }

  function ask(way: Way, folder: string, path?: string): Asked {
    const whole = path === undefined;
    const taken = (id: string): string | undefined =>
      way === 'new-folder' || (whole && (way === 'copy' || way === 'rename'))
        ? hasFolder(id)
          ? t('designer.bench.taken', { id })
          : undefined
        : has(folder, target(way, path, id))
          ? t('designer.bench.taken', { id: target(way, path, id) })
          : undefined;
    const subject = called(folder, path);
    const base = { way, folder, path, name: '', id: '', refuse: taken, action: t('action.save') };
    if (way === 'delete')
      return {
        ...base,
        title: t('designer.bench.deleteTitle', { name: subject }),
        text: t(whole ? 'designer.bench.deleteFolder' : 'designer.bench.deleteFile'),
        fields: [],
        action: t('designer.bench.way.delete'),
        danger: true,
        refuse: () => undefined,
      };
    if (way === 'new-folder')
      return {
        ...base,
        title: t('designer.bench.newFolder'),
        fields: ['name', 'id', 'template'],
        action: t('designer.bench.create'),
      };
    if (way === 'copy') {
      const name = whole ? t('designer.bench.copyOf', { name: subject }) : '';
      const id = whole
        ? freeName(`${folder}-copy`, hasFolder)
        : freeName(baseName(path!).replace(/\.[^.]+$/, ''), (each) => has(folder, target(way, path, each)));
      return {
        ...base,
        title: t('designer.bench.copyTitle', { name: subject }),
        fields: whole ? ['name', 'id'] : ['id'],
        name,
        id,
      };
    }
    if (way === 'rename')
      return {
        ...base,
        title: t('designer.bench.renameTitle', { name: subject }),
        fields: ['id'],
        id: whole ? folder : baseName(path!).replace(/\.[^.]+$/, ''),
        text: t(whole ? 'designer.bench.renameFolder' : 'designer.bench.renameFile'),
      };
    return {
      ...base,
      title: t(`designer.bench.newKind.${way.slice(4)}`),
      fields: ['name', 'id'],
      action: t('designer.bench.create'),
    };
  }

  /** Path of the file that a new, renamed or copied file becomes. */
  function target(way: Way, path: string | undefined, id: string): string {
    if (path) return `${folderOf(path)}${id}${extensionOf(path)}`;
    const kind = editors.find((each) => way === `new-${each.kind}`);
    return kind ? `${kind.home}${id}${kind.extensions[0]}` : id;
  }

  async function finish(given: Given): Promise<void> {
    const asked = dialog.value;
    if (!asked) return;
    dialog.value = undefined;
    try {
      await carryOut(asked, { ...given, id: given.id || idOf(given.name) });
    } catch (error) {
      screen.failed(error);
    }
  }

  async function carryOut({ way, folder, path }: Asked, given: Given): Promise<void> {
    if (way === 'new-folder') return makeFolder(given);
    if (path === undefined && way === 'copy') return copyWhole(folder, given);
    if (path === undefined && way === 'rename') return renameWhole(folder, given.id);
    if (way === 'delete') {
      const paths = path === undefined ? Object.keys(project.texts(folder)) : [path];
      const label = t('designer.bench.deleted', { name: called(folder, path) });
      await project.act(
        folder,
        label,
        paths.map((each) => ({ path: each, text: null })),
      );
      screen.closed();
      return screen.done(label);
    }
    const next = target(way, path, given.id);
    const kind = editors.find((each) => way === `new-${each.kind}`);
    const now = path === undefined ? undefined : project.texts(folder)[path]!;
    const text =
      now === undefined
        ? kind!.create!(given.id, given.name || given.id, t)
        : way === 'copy'
          ? copyFile(path!, now, next)
          : now;
    const changes: TreeChange[] = [{ path: next, text }];
    if (way === 'rename') changes.push({ path: path!, text: null });
    const label = t(way === 'rename' ? 'designer.bench.renamed' : 'designer.bench.created', {
      name: baseName(next),
    });
    await project.act(folder, label, changes);
    if (way === 'rename') screen.closed();
    screen.done(label);
    screen.open(folder, next);
  }

  async function makeFolder({ id, name, template }: Given): Promise<void> {
    const make = stageTemplates.find((each) => each.id === template) ?? stageTemplates[0]!;
    const order = Math.max(0, ...project.folders.value.map((each) => each.order ?? 0)) + 1;
    const files = make.files(id, name || id, order);
    const label = t('designer.bench.created', { name: name || id });
    await project.act(
      id,
      label,
      Object.entries(files).map(([path, text]) => ({ path, text })),
    );
    screen.done(label);
    screen.open(id, `${id}.bpmn`);
  }

  async function copyWhole(folder: string, { id, name }: Given): Promise<void> {
    const files = copyFolder(project.texts(folder), folder, id, name || id);
    const label = t('designer.bench.created', { name: name || id });
    await project.act(
      id,
      label,
      Object.entries(files).map(([path, text]) => ({ path, text })),
    );
    screen.done(label);
    const main = Object.keys(files).find((path) => path.endsWith('.bpmn')) ?? Object.keys(files)[0];
    if (main) screen.open(id, main);
  }

  async function renameWhole(folder: string, id: string): Promise<void> {
    const title = titleOf(folder);
    const before = project.texts(folder);
    const files = copyFolder(before, folder, id, title);
    await project.act(
      id,
      t('designer.bench.renamed', { name: id }),
      Object.entries(files).map(([path, text]) => ({ path, text })),
    );
    await project.act(
      folder,
      t('designer.bench.renamed', { name: id }),
      Object.keys(before).map((path) => ({ path, text: null })),
    );
    screen.closed();
    screen.done(t('designer.bench.renamed', { name: id }));
    const main = Object.keys(files).find((path) => path.endsWith('.bpmn'));
    if (main) screen.open(id, main);
  }

  async function revert(folder: string, path?: string): Promise<void> {
    const row = project.folders.value.find((each) => each.folder === folder);
    const paths = (row?.files ?? [])
      .filter(({ state }) => state !== 'same' && state !== undefined)
      .map((file) => file.path);
    const chosen = path === undefined ? paths : [path];
    const label = t('designer.bench.reverted', { name: called(folder, path) });
    await project.revert(folder, label, chosen);
    screen.closed();
    screen.done(label);
  }

  return { dialog, begin, finish };
}
