/** What a browser's storage can do; narrowed so that tests need no browser. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> &
  Partial<Pick<Storage, 'length' | 'key'>>;

interface Draft<T> {
  at: number;
  data: T;
}

/** Keeps unsent work in the browser, by name, until it is sent or thirty days have passed. */
export function drafts<T>(storage: DraftStorage, kind: string, now: () => number = Date.now) {
  const key = (name: string) => `opora.${kind}.${name}`;
  return {
    /** The draft of this name, if there is one that can be read. */
    load(name: string): Draft<T> | undefined {
      try {
        const draft = JSON.parse(storage.getItem(key(name)) ?? 'null') as Draft<T> | null;
        if (!draft || now() - draft.at > 30 * 86_400_000) return undefined;
        return draft;
      } catch {
        return undefined;
      }
    },
    /** Whether something of this name is kept, read or not. */
    has(name: string): boolean {
      try {
        return storage.getItem(key(name)) !== null;
      } catch {
        return false;
      }
    },
    /** Names that begin so under which something is kept. */
    names(beginning: string): string[] {
      try {
        const keys = Array.from({ length: storage.length ?? 0 }, (_, at) => storage.key?.(at) ?? '');
        return keys.filter((one) => one.startsWith(key(beginning))).map((one) => one.slice(key('').length));
      } catch {
        return [];
      }
    },
    /** Keeps the data; a full or forbidden storage is not worth disturbing the writer. */
    save(name: string, data: T): void {
      try {
        storage.setItem(key(name), JSON.stringify({ at: now(), data }));
      } catch {
        // The work itself is still on the screen.
      }
    },
    remove(name: string): void {
      try {
        storage.removeItem(key(name));
      } catch {
        // Nothing is lost by a draft that stays.
      }
    },
  };
}
