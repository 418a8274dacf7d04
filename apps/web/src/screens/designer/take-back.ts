import type { WorkFile } from './project.ts';

interface World {
  file(folder: string, path: string): WorkFile | undefined;
  /** Takes a file off the screen, with the browser's copy of it. */
  drop(folder: string, path: string): void;
  show(file: WorkFile): void;
  /** Does something when what is on its way to the server has been answered. */
  afterwards(job: () => Promise<void>): void;
  /** Deletes a file on the server. */
  remove(folder: string, path: string, revision: string): Promise<void>;
}

/** Files that came with something that is undone go with it, unless somebody has changed them since. */
export function createTakeBack({ file, drop, show, afterwards, remove }: World) {
  const going = new Map<string, WorkFile>();
  const name = (folder: string, path: string): string => `${folder}/${path}`;

  return {
    /** Takes a file back that still says `text`: here at once, on the server as soon as it can be. */
    takeBack(folder: string, path: string, text: string): void {
      const brought = file(folder, path);
      if (!brought || brought.text !== text || brought.conflict) return;
      going.set(name(folder, path), brought);
      drop(folder, path);
      afterwards(async () => {
        if (going.get(name(folder, path)) !== brought) return;
        going.delete(name(folder, path));
        // It may have been on its way: then the answer tells which revision is there.
        const now = file(folder, path) ?? brought;
        drop(folder, path);
        if (now.revision === null) return;
        try {
          await remove(folder, path, now.revision);
        } catch {
          // It is still there, and is seen to be.
          if (!file(folder, path)) show({ ...now, unsent: false });
        }
      });
    },
    /** The file is wanted again: answers what is here, or what it was while it is not deleted yet. */
    wanted(folder: string, path: string): WorkFile | undefined {
      const was = going.get(name(folder, path));
      going.delete(name(folder, path));
      // The answer to what was on its way may have brought it back.
      return file(folder, path) ?? was;
    },
  };
}
