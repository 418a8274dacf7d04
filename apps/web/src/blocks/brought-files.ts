import type { Brought } from './insert-block.ts';

/** Files of the folder in which a diagram lies. */
export interface FilesOfFolder {
  /** What a file of the folder says; undefined where there is none. */
  textOf(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Takes such a file back, if nobody has changed it since. */
  takeBack(path: string, text: string): void;
}
/** A file that a change of a diagram brings, such as a form. */
export interface BroughtFile {
  path: string;
  text: string;
}

/** Files that come and go with a change; one that somebody has changed since stays as it is. */
export const broughtFiles = (files: readonly BroughtFile[], world: FilesOfFolder): Brought => ({
  bring() {
    // One that is there as it was brought may be about to be taken back: writing it says that it is wanted.
    for (const { path, text } of files) if ((world.textOf(path) ?? text) === text) world.write(path, text);
  },
  takeBack() {
    for (const { path, text } of files) world.takeBack(path, text);
  },
});
