import type { Directive } from 'vue';

/** What of the page `takeKeyboard` looks at. */
interface Page {
  activeElement: unknown;
}
/** A place that takes the keyboard. */
interface Field {
  focus(options?: { preventScroll: boolean }): void;
}

/** An opening dialog is hidden for its first frames; longer than this it is not waited for. */
const patience = 30;

/**
 * Gives a field the keyboard at once, or as soon as it can be seen: unless a person has meanwhile gone to another field.
 * `autofocus` of Vuetify does it 50 ms later in any case, so that what is being typed by then goes into the wrong field.
 */
export function takeKeyboard(field: Field, page: Page, nextFrame: (go: () => void) => void): void {
  const before = page.activeElement;
  let tries = 0;
  const take = () => {
    if (page.activeElement !== before) return;
    field.focus();
    tries += 1;
    if (page.activeElement !== field && tries < patience) nextFrame(take);
  };
  take();
}

/** `v-focus-here`: the field (or button) has the keyboard when it appears. `v-focus-here="false"`: it has not. */
export const vFocusHere: Directive<HTMLElement, boolean | undefined> = {
  mounted(element, { value }) {
    if (value === false) return;
    const fields = 'input:not([type="hidden"]), textarea, button';
    // The first field of a list of choices is a hidden one that holds its value.
    const field = element.matches(fields) ? element : element.querySelector<HTMLElement>(fields);
    if (field) takeKeyboard(field, document, requestAnimationFrame);
  },
};
