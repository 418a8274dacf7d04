import { useI18n } from 'vue-i18n';
import { addTexts, type Messages } from './index.ts';

const known = new Set<string>();

/** Brings texts that are loaded only with the part that speaks them; call it in the part's setup. */
export function useLazyTexts(name: string, messages: Messages): void {
  if (known.has(name)) return;
  known.add(name);
  addTexts(useI18n({ useScope: 'global' }), name, messages);
}
