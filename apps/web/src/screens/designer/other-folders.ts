import type { ModelFolder, ModelFolderDetails } from '@opora/contracts';
import type { ProjectFile } from '@opora/modeling';
import { get } from '../../api/http.ts';

const KEPT = 60_000;
let kept: { at: number; files: Promise<ProjectFile[]> } | undefined;

/** Texts of the files of all folders but one: processes to call, forms and decisions to choose from. Read once a minute. */
export async function otherFolders(folder: string): Promise<ProjectFile[]> {
  if (!kept || Date.now() - kept.at > KEPT) {
    const files = readAll();
    kept = { at: Date.now(), files };
    files.catch(() => (kept = undefined));
  }
  return (await kept.files).filter(({ path }) => !path.startsWith(`${folder}/`));
}

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
