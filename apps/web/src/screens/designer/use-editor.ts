import { readerWords } from '@opora/contracts';
import { computed, defineAsyncComponent, ref, shallowRef, type Component } from 'vue';
import { savedLanguage } from './saved-language.ts';
import type { Translate } from '../../lib/translate.ts';
import type { EditorHandle } from './editor.ts';
import { editorOf } from './editors.ts';
import type { ModelProblem } from './model-problem.ts';

/** The editor of the file that is looked at; files that their own editor cannot read are shown as text. */
export function useEditor(key: () => string, path: () => string | undefined, t: Translate) {
  const handle = shallowRef<EditorHandle>();
  const can = ref({ undo: false, redo: false });
  const asText = ref(new Map<string, ModelProblem>());
  const loaders = new Map<() => Promise<unknown>, Component>();
  const editor = computed<Component | undefined>(() => {
    const now = path();
    if (!now) return undefined;
    const kind = editorOf(asText.value.has(key()) ? 'as.text.md' : now);
    const known =
      loaders.get(kind.component) ?? defineAsyncComponent(kind.component as () => Promise<Component>);
    loaders.set(kind.component, known);
    return known;
  });
  function unreadable(said: string, line?: number): void {
    const message = savedLanguage() === 'en' ? said : readerWords(said);
    asText.value.set(key(), {
      message: t('designer.bench.unreadable', { error: message }),
      severity: 'error',
      ...(line === undefined ? {} : { line }),
    });
  }
  /** Shows a file as text because a person wants it so. */
  function wished(message: string): void {
    asText.value.set(key(), { message, severity: 'warning' });
  }
  /** Shows a place once the editor that is being loaded stands. */
  function go(place: string, tries = 20): void {
    if (handle.value?.go) handle.value.go(place);
    else if (tries > 0) setTimeout(() => go(place, tries - 1), 150);
  }
  return { handle, can, asText, editor, unreadable, wished, go };
}
