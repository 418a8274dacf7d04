import type { ModelFileRow, ModelFolder } from '@opora/contracts';

/** What can be done with a folder or a file of the tree; `new-<kind>` makes a file. */
export type Way =
  'new-folder' | 'import' | 'versions' | 'export' | 'rename' | 'copy' | 'delete' | 'revert' | `new-${string}`;

/** What is offered where. */
export const ways = {
  /** A deployed folder is neither renamed nor deleted: cases run by it. */
  folder(folder: ModelFolder, may: boolean): Way[] {
    const own: Way[] = folder.deployment === null ? ['rename', 'delete'] : [];
    const drafted = folder.deployment !== null && folder.files.some(({ state }) => state !== 'same');
    return [
      ...(folder.deployment === null ? [] : (['versions'] as const)),
      'export',
      ...(may ? (['copy', ...own, ...(drafted ? (['revert'] as const) : [])] as const) : []),
    ];
  },
  file(file: ModelFileRow): Way[] {
    const revert: Way[] = file.state === 'changed' ? ['revert'] : [];
    return ['rename', 'copy', 'delete', ...revert];
  },
};
