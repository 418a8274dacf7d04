import type {
  ChangedModel,
  ChangeModelRequest,
  ModelConflict,
  ModelFile,
  ModelFolder,
  ModelFolderDetails,
  ModelVersionDetails,
} from '@opora/contracts';
import { computed, reactive, ref, shallowRef } from 'vue';
import { ApiError, change, get } from '../../api/http.ts';
import { fingerprint } from '../../lib/fingerprint.ts';
import { keepSoon } from '../../lib/keep-soon.ts';
import { reconcile, type Unsent, withSent } from './reconcile.ts';
import { createTakeBack } from './take-back.ts';
import { unsentStore } from './unsent-store.ts';

/** A file as the workbench has it open: the server's last word and what was written since. */
export interface WorkFile {
  folder: string;
  path: string;
  /** What is on the screen. */
  text: string;
  /** What the server has; null: nothing, or deleted. */
  revision: string | null;
  server: ModelFile | undefined;
  /** Written here and not confirmed by the server. */
  unsent: boolean;
  /** Somebody changed the file meanwhile; null text: deleted it. */
  conflict: ModelConflict | undefined;
  /** In a conflict: the text that both began from, where it is known. */
  base?: string | undefined;
}

/** A change of the tree: what to write or delete (`null`). */
export interface TreeChange {
  path: string;
  text: string | null;
}

/** An act on the tree that can be undone. */
interface Act {
  folder: string;
  label: string;
  back: TreeChange[];
}

const address = (folder: string): string => `/models/${encodeURIComponent(folder)}`;
const SAVE_AFTER = 700;
const RETRY_AFTER = 4_000;
/** The browser's own copy of a draft is needed only where the server has not answered by then, or the page is left. */
const KEEP_AFTER = 1_000;
/** Whether a failed request may simply be repeated: the server was not reached. */
const unreached = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** A file that nothing has been written into yet. */
const untouched = (folder: string, path: string): WorkFile => ({
  ...{ folder, path, text: '', revision: null },
  ...{ server: undefined, unsent: false, conflict: undefined },
});

/** The models of the workbench: the tree, the open folders, and drafts that are sent as they are written. */
export function createProject(storage: Storage) {
  const kept = unsentStore(storage);
  const folders = ref<ModelFolder[]>([]);
  const treeError = shallowRef<unknown>();
  const loaded = ref(false);
  const open = reactive(new Map<string, Map<string, WorkFile>>());
  const deployments = reactive(new Map<string, string | null>());
  const offline = ref(false);
  const saving = ref(false);
  const refusal = shallowRef<unknown>();
  const acts = ref<Act[]>([]);
  /** Fingerprints of texts that were sent and not answered, by folder and path. */
  const sentTexts = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  const name = (folder: string, path: string): string => `${folder}/${path}`;
  /** Files whose copy in the browser is older than what is on the screen. */
  const toKeep = new Map<string, WorkFile>();
  const keeping = keepSoon(
    () => {
      for (const { folder, path } of toKeep.values()) {
        const file = open.get(folder)?.get(path);
        if (file?.unsent) kept.save(name(folder, path), unsentOf(file));
      }
      toKeep.clear();
    },
    window,
    KEEP_AFTER,
  );
  const all = (): WorkFile[] => [...open.values()].flatMap((files) => [...files.values()]);
  const unsent = computed(() => all().filter((file) => file.unsent));
  const conflicts = computed(() => all().filter((file) => file.conflict));

  async function readTree(): Promise<void> {
    try {
      folders.value = (await get<{ items: ModelFolder[] }>('/models')).items;
      treeError.value = undefined;
    } catch (error) {
      treeError.value = error;
    } finally {
      loaded.value = true;
    }
  }

  /** Reads a folder; what was written here and not sent comes back. */
  async function openFolder(folder: string): Promise<void> {
    const details = await get<ModelFolderDetails>(address(folder));
    deployments.set(folder, details.deployment);
    const before = open.get(folder) ?? new Map<string, WorkFile>();
    const files = new Map<string, WorkFile>();
    for (const server of details.files) files.set(server.path, take(folder, server, before.get(server.path)));
    for (const [path, file] of before) if (file.unsent && !files.has(path)) files.set(path, file);
    // Files that were made here and that the server has never seen: it cannot name them.
    for (const made of kept.names(name(folder, ''))) {
      const [path, own] = [made.slice(name(folder, '').length), kept.load(made)];
      if (own?.revision === null && !files.has(path))
        files.set(path, { ...untouched(folder, path), text: own.text, unsent: true });
    }
    open.set(folder, files);
    if (unsent.value.length > 0) later(0);
  }

  function take(folder: string, server: ModelFile, before: WorkFile | undefined): WorkFile {
    const there = server.state !== 'deleted';
    const file: WorkFile = {
      folder,
      path: server.path,
      text: there ? server.text : '',
      revision: there ? server.revision : null,
      server,
      unsent: false,
      conflict: undefined,
    };
    const own: Unsent | undefined = before?.unsent ? unsentOf(before) : kept.load(name(folder, server.path));
    if (own?.sent) sentTexts.set(name(folder, server.path), own.sent);
    const found = reconcile(own, server);
    if (found.kind === 'nothing') {
      sentTexts.delete(name(folder, server.path));
      if (own) kept.remove(name(folder, server.path));
      return file;
    }
    const conflict: ModelConflict | undefined =
      found.kind === 'conflict' ? { path: server.path, message: '', current: server } : undefined;
    return { ...file, text: found.text, unsent: true, conflict, base: conflict ? own?.base : undefined };
  }

  /** Writes a file here and soon on the server. */
  function write(folder: string, path: string, text: string): void {
    const files = open.get(folder) ?? new Map<string, WorkFile>();
    open.set(folder, files);
    const file = wanted(folder, path) ?? untouched(folder, path);
    if (file.text === text && files.has(path)) return;
    const written = { ...file, text, unsent: true };
    files.set(path, written);
    keep(written);
    later(SAVE_AFTER);
  }

  const { takeBack, wanted } = createTakeBack({
    file: (folder, path) => open.get(folder)?.get(path),
    drop: (folder, path) => {
      open.get(folder)?.delete(path);
      kept.remove(name(folder, path));
    },
    show: (file) => open.get(file.folder)?.set(file.path, file),
    afterwards: (job) => void (sending = (sending ?? Promise.resolve()).then(job)),
    async remove(folder, path, revision) {
      const { files } = await put(folder, [{ path, text: null, revision }]);
      confirm(folder, files, new Map([[path, null]]));
      await readTree();
    },
  });

  /** Keeps what is unsent in the browser too. */
  function keep(file: WorkFile): void {
    toKeep.set(name(file.folder, file.path), file);
    keeping.soon();
  }

  const unsentOf = ({ folder, path, text, revision, base, server }: WorkFile): Unsent => ({
    text,
    revision,
    base: base ?? server?.text,
    sent: sentTexts.get(name(folder, path)),
  });

  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  }

  /** Sends what is unsent; answers when the server has it or refused. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    sending = (sending ?? Promise.resolve()).then(sendAll, sendAll);
    return sending;
  }

  async function sendAll(): Promise<void> {
    const waiting = unsent.value.filter((file) => !file.conflict);
    if (waiting.length === 0) return;
    saving.value = true;
    try {
      for (const folder of new Set(waiting.map((file) => file.folder)))
        for (const file of waiting.filter((each) => each.folder === folder)) await sendFile(file);
      refusal.value = undefined;
      offline.value = false;
    } catch (error) {
      offline.value = unreached(error);
      // The screen says from now on that the browser has it.
      keeping.now();
      if (offline.value) later(RETRY_AFTER);
      else refusal.value = error;
    } finally {
      saving.value = false;
    }
  }

  async function sendFile(file: WorkFile): Promise<void> {
    const { folder, path, text } = file;
    const sent = sentTexts.get(name(folder, path));
    sentTexts.set(name(folder, path), withSent(sent, text));
    const now = open.get(folder)?.get(path);
    if (now?.unsent) keep(now);
    try {
      await putFile(file, file.revision);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      const [conflict] = (error.problem.errors ?? []) as unknown as ModelConflict[];
      const current = conflict?.current;
      // What is there is an earlier text of this very page, whose answer was lost: nobody else was ahead.
      if (current && current.state !== 'deleted' && sent?.includes(fingerprint(current.text)))
        return putFile(file, current.revision);
      const mine = open.get(folder)?.get(path);
      if (mine && conflict)
        open.get(folder)!.set(path, { ...mine, conflict, base: mine.base ?? mine.server?.text });
    }
  }

  async function putFile({ folder, path, text }: WorkFile, revision: string | null): Promise<void> {
    const { files } = await put(folder, [{ path, text, revision }]);
    confirm(folder, files, new Map([[path, text]]));
  }

  const put = (folder: string, changes: ChangeModelRequest['changes']): Promise<ChangedModel> =>
    change<ChangedModel>('PUT', `${address(folder)}/files`, { changes });

  /** Takes over what the server answered; text written since the request stays unsent. */
  function confirm(folder: string, answered: ModelFile[], sent: ReadonlyMap<string, string | null>): void {
    const files = open.get(folder) ?? new Map<string, WorkFile>();
    open.set(folder, files);
    for (const server of answered) {
      const there = server.state !== 'deleted';
      const now = files.get(server.path);
      sentTexts.delete(name(folder, server.path));
      const newer = now?.unsent === true && now.text !== sent.get(server.path);
      const confirmed: WorkFile = {
        folder,
        path: server.path,
        text: newer ? now.text : there ? server.text : '',
        revision: there ? server.revision : null,
        server,
        unsent: newer,
        conflict: undefined,
      };
      files.set(server.path, confirmed);
      if (newer) keep(confirmed);
      else kept.remove(name(folder, server.path));
      if (newer) later(SAVE_AFTER);
      note(folder, server);
    }
  }

  /** Keeps the tree in step with what the server answered. */
  function note(folder: string, { text: _, ...row }: ModelFile): void {
    const found = folders.value.find((each) => each.folder === folder);
    if (!found) return void readTree();
    const others = found.files.filter(({ path }) => path !== row.path);
    found.files = [...others, row].sort((a, b) => a.path.localeCompare(b.path));
  }

  /** Makes, renames, copies or deletes files of a folder at once; can be undone. */
  async function act(folder: string, label: string, changes: TreeChange[]): Promise<void> {
    await flush();
    if (!open.has(folder))
      await openFolder(folder).catch((error: unknown) => {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
      });
    const files = open.get(folder);
    const back = changes.map(({ path }) => ({ path, text: textOf(files?.get(path)) }));
    await commit(folder, changes);
    acts.value = [...acts.value.slice(-19), { folder, label, back }];
  }

  async function commit(folder: string, changes: TreeChange[]): Promise<void> {
    const files = open.get(folder);
    const before = new Map([...(files ?? [])].map(([path, file]) => [path, file.text]));
    const { files: answered } = await put(
      folder,
      changes.map((each) => ({ ...each, revision: files?.get(each.path)?.revision ?? null })),
    );
    // What was written while the request was on its way stays; what was there before it is replaced.
    confirm(folder, answered, before);
    for (const { path, text } of changes)
      if (text === null && !answered.some((file) => file.path === path)) open.get(folder)?.delete(path);
    await readTree();
  }

  const textOf = (file: WorkFile | undefined): string | null =>
    file && (file.revision !== null || file.unsent) ? file.text : null;

  /** Takes the last act on the tree back; answers what it was. */
  async function undo(): Promise<string | undefined> {
    const last = acts.value.at(-1);
    if (!last) return undefined;
    await commit(last.folder, last.back);
    acts.value = acts.value.slice(0, -1);
    return last.label;
  }

  /** Goes back to what is deployed; files that never were are gone. Can be undone. */
  async function revert(folder: string, label: string, paths: string[]): Promise<void> {
    await flush();
    const deployed = deployments.get(folder);
    const files = deployed
      ? (await get<ModelVersionDetails>(`${address(folder)}/versions/${deployed}`)).files
      : [];
    await act(
      folder,
      label,
      paths.map((path) => ({ path, text: files.find((file) => file.path === path)?.text ?? null })),
    );
  }

  /** Ends a conflict: the text given goes over what is there now. */
  async function resolve(folder: string, path: string, text: string): Promise<void> {
    const file = open.get(folder)?.get(path);
    if (!file) return;
    const current = file.conflict?.current;
    const revision = current && current.state !== 'deleted' ? current.revision : null;
    const { files } = await put(folder, [{ path, text, revision, rebase: true }]);
    confirm(folder, files, new Map([[path, file.text]]));
  }

  const texts = (folder: string): { [path: string]: string } =>
    Object.fromEntries(
      [...(open.get(folder)?.values() ?? [])]
        .filter((file) => textOf(file) !== null)
        .map((file) => [file.path, file.text]),
    );

  const online = (): void => later(0);
  window.addEventListener('online', online);

  return {
    folders,
    treeError,
    loaded,
    open,
    deployments,
    offline,
    saving,
    refusal,
    unsent,
    conflicts,
    acts,
    readTree,
    openFolder,
    write,
    takeBack,
    flush,
    act,
    undo,
    revert,
    resolve,
    texts,
    file: (folder: string, path: string): WorkFile | undefined => open.get(folder)?.get(path),
    close(): void {
      clearTimeout(timer);
      keeping.stop();
      window.removeEventListener('online', online);
    },
  };
}
export type Project = ReturnType<typeof createProject>;
