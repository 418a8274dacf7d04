import { nextTick, onUnmounted, watch, type Ref } from 'vue';

interface Place {
  isConnected: boolean;
  focus(): void;
}
/** What of the page `rememberKeyboard` looks at. */
interface Page {
  readonly body: unknown;
  readonly activeElement: unknown;
}

/**
 * Remembers who has the keyboard now, and gives it back when asked: unless a person has gone elsewhere meanwhile, or it is gone itself.
 * `inside` tells what belongs to the dialog that is being closed.
 */
export function rememberKeyboard(page: Page, inside: (active: unknown) => boolean): () => void {
  const before = page.activeElement as (Place & object) | null;
  return () => {
    const { activeElement, body } = page;
    const nobody = activeElement === null || activeElement === body || inside(activeElement);
    if (nobody && before && before !== body && before.isConnected) before.focus();
  };
}

const inDialog = (active: unknown): boolean =>
  active instanceof Element && active.closest('.v-overlay') !== null;

/**
 * Gives the keyboard back to what had it when a dialog closes: to the button that opened it. A dialog that is there as long as its
 * component needs nothing more; one that is shown and hidden says so by `open`.
 */
export function useFocusBack(open?: Ref<boolean>): void {
  if (!open) {
    onUnmounted(rememberKeyboard(document, inDialog));
    return;
  }
  let giveBack: (() => void) | undefined;
  watch(open, (is) => {
    if (is) giveBack = rememberKeyboard(document, inDialog);
    else if (giveBack) void nextTick(giveBack);
  });
}
