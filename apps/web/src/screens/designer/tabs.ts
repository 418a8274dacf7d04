import { ref } from 'vue';

/** A file that is open. */
export interface Tab {
  folder: string;
  path: string;
}

/** The open files, kept for the next visit in this browser. */
export function createTabs(storage: Pick<Storage, 'getItem' | 'setItem'>) {
  const key = 'opora.designer.tabs';
  const tabs = ref<Tab[]>(read());
  function read(): Tab[] {
    try {
      const found = JSON.parse(storage.getItem(key) ?? '[]') as unknown;
      return Array.isArray(found)
        ? (found as Tab[]).filter((tab) => tab.folder && tab.path).slice(0, 12)
        : [];
    } catch {
      return [];
    }
  }
  function keep(next: Tab[]): void {
    tabs.value = next;
    try {
      storage.setItem(key, JSON.stringify(next));
    } catch {
      // Only comfort: the tabs are on the screen.
    }
  }
  const is = (a: Tab, b: Tab): boolean => a.folder === b.folder && a.path === b.path;
  return {
    tabs,
    /** Adds a tab unless it is there; the oldest makes room beyond twelve. */
    add(tab: Tab): void {
      if (!tabs.value.some((each) => is(each, tab))) keep([...tabs.value, tab].slice(-12));
    },
    /** Removes a tab; answers the one that takes its place. */
    remove(tab: Tab): Tab | undefined {
      const at = tabs.value.findIndex((each) => is(each, tab));
      if (at < 0) return tabs.value.at(-1);
      keep(tabs.value.filter((each) => !is(each, tab)));
      return tabs.value[Math.min(at, tabs.value.length - 1)];
    },
    /** Removes tabs of files that are no more. */
    retain(fits: (tab: Tab) => boolean): void {
      if (!tabs.value.every(fits)) keep(tabs.value.filter(fits));
    },
  };
}
