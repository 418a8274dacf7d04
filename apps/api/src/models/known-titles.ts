import { titleOf } from './folder-files.ts';

/** As many files as a few hundred folders have. */
const MOST = 5000;

/** Titles of files by content, so that a text is read for its title once and not with every list. */
export class KnownTitles {
  private readonly titles = new Map<string, string | null>();

  /** The title of a file whose text has this hash; what a text calls itself depends on the kind of file, too. */
  of(path: string, hash: string, text: string): string | null {
    const key = `${path.slice(path.lastIndexOf('.'))} ${hash}`;
    let title = this.titles.get(key);
    if (title === undefined) {
      title = titleOf(path, text);
      if (this.titles.size >= MOST) this.titles.clear();
      this.titles.set(key, title);
    }
    return title;
  }
}
