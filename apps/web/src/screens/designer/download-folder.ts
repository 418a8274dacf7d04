import { download } from '../../lib/csv.ts';
import type { Project } from './project.ts';

/** Gives the person a folder as it is drafted now, as an archive. */
export async function downloadFolder(project: Project, folder: string): Promise<void> {
  const { writeArchive } = await import('@opora/modeling');
  download(`${folder}.zip`, writeArchive(folder, project.texts(folder)), 'application/zip');
}
