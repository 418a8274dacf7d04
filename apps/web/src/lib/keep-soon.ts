/** What of a window is needed here; narrowed so that tests need no browser. */
export type Leaving = Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
  requestIdleCallback?: (work: () => void, options: { timeout: number }) => number;
};

const leaving = ['beforeunload', 'pagehide'] as const;
/** How long a page that was about to be left may still write, in milliseconds; a person may choose to stay. */
const LAST = 1_000;

/**
 * Does something `after` so many milliseconds, when the page has nothing better to do, however often it is asked for meanwhile;
 * at once when the page may be gone in a moment.
 */
export function keepSoon(keep: () => void, page: Leaving, after: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  let goes = false;

  function now(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!wanted) return;
    wanted = false;
    keep();
  }
  function rested(): void {
    if (page.requestIdleCallback) page.requestIdleCallback(now, { timeout: LAST });
    else now();
  }
  function leave(): void {
    goes = true;
    now();
    setTimeout(() => (goes = false), LAST);
  }
  for (const event of leaving) page.addEventListener(event, leave);
  return {
    soon(): void {
      wanted = true;
      if (goes) now();
      else timer ??= setTimeout(rested, after);
    },
    now,
    stop(): void {
      now();
      for (const event of leaving) page.removeEventListener(event, leave);
    },
  };
}
