import type { ModelFolder, ModelFolderDetails } from '@opora/contracts';
import type { ProjectFile } from '@opora/modeling';
import { get } from '../../api/http.ts';

const KEPT = 60_000;
let kept: { at: number; files: Promise<ProjectFile[]>; read?: ProjectFile[] } | undefined;
const others = (files: ProjectFile[], folder: string): ProjectFile[] =>
  files.filter(({ path }) => !path.startsWith(`${folder}/`));

/** Texts of the files of all folders but one: processes to call, forms and decisions to choose from. Read once a minute. */
export async function otherFolders(folder: string): Promise<ProjectFile[]> {
  if (!isFresh()) {
    const mine: typeof kept = { at: Date.now(), files: readAll() };
    kept = mine;
    mine.files.then(
      (read) => (mine.read = read),
      () => (kept = undefined),
    );
  }
  return others(await kept!.files, folder);
}

/** The same at once, if they have been read within the minute. */
export const otherFoldersNow = (folder: string): ProjectFile[] | undefined =>
  isFresh() && kept?.read ? others(kept.read, folder) : undefined;

const isFresh = (): boolean => kept !== undefined && Date.now() - kept.at <= KEPT;

async function readAll(): Promise<ProjectFile[]> {
  const { items } = await get<{ items: ModelFolder[] }>('/models');
  const folders = await Promise.all(
    items.map(async ({ folder }) => ({
      folder,
      details: await get<ModelFolderDetails>(`/models/${encodeURIComponent(folder)}`),
    })),
  );
  return folders.flatMap(({ folder, details }) =>
    details.files.flatMap(({ path, text }) =>
      typeof text === 'string' ? [{ path: `${folder}/${path}`, text }] : [],
    ),
  );
}
