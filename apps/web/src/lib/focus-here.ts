import type { Directive } from 'vue';

/** What of the page `takeKeyboard` looks at. */
interface Page {
  readonly activeElement: unknown;
}
/** A place that takes the keyboard. */
interface Field {
  focus(): void;
}

/** An opening dialog is hidden for its first frames; longer than this it is not waited for. */
const patience = 30;

/**
 * Gives a field the keyboard at once, or as soon as it can be seen: as long as `isFree` says that nobody has gone elsewhere meanwhile.
 * `autofocus` of Vuetify does it 50 ms later in any case, so that what is being typed by then goes into the wrong field.
 */
export function takeKeyboard(
  field: Field,
  page: Page,
  isFree: (active: unknown) => boolean,
  nextFrame: (go: () => void) => void,
): void {
  let tries = 0;
  const take = () => {
    if (!isFree(page.activeElement)) return;
    field.focus();
    tries += 1;
    if (page.activeElement !== field && tries < patience) nextFrame(take);
  };
  take();
}

/** Where the keyboard was when a field appeared: there, on the page itself and on the dialog around the field it is free to be taken. */
const before = new WeakMap<HTMLElement, Element | null>();

function focusIn(element: HTMLElement): void {
  // The first field of a list of choices may be a hidden one that holds its value, and buttons of what is chosen stand before it.
  const fields = 'input:not([type="hidden"]), textarea';
  const field = element.matches('input, textarea, button')
    ? element
    : (element.querySelector<HTMLElement>(fields) ?? element.querySelector('button'));
  if (!field) return;
  const isFree = (active: unknown): boolean =>
    !(active instanceof Element) || active === before.get(element) || active.contains(field);
  takeKeyboard(field, document, isFree, requestAnimationFrame);
}

/**
 * `v-focus-here`: the field (or button) has the keyboard when it appears; `v-focus-here="ready"`: as soon as `ready` holds. A list of
 * choices is ready when it is loaded: Vuetify opens one by itself that gets its choices while it has the keyboard.
 */
export const vFocusHere: Directive<HTMLElement, boolean | undefined> = {
  mounted(element, { value }) {
    before.set(element, document.activeElement);
    if (value !== false) focusIn(element);
  },
  updated(element, { value, oldValue }) {
    if (value !== false && oldValue === false) focusIn(element);
  },
};
