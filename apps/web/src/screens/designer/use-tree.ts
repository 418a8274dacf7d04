import { nextTick, ref, watch } from 'vue';

const KEY = 'opora.designer.tree';

/** Whether the tree of models is shown: it is put away where the drawing needs the room, and the browser remembers it. */
export function useTree() {
  const shown = ref(localStorage.getItem(KEY) !== 'hidden');
  watch(shown, (now) => localStorage.setItem(KEY, now ? 'shown' : 'hidden'));
  return {
    shown,
    /** Takes the keyboard to the search over all models. */
    async search(): Promise<void> {
      shown.value = true;
      await nextTick();
      document.querySelector<HTMLInputElement>('[data-testid="model-search"] input')?.focus();
    },
  };
}
