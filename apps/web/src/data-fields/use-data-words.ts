import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useWords } from '../components/use-words.ts';
import { useLazyTexts } from '../i18n/lazy.ts';
import { labelsOf, type FormSchema } from '../lib/form-data.ts';
import type { Labels } from '../lib/values.ts';
import { withRussianWords } from '../lib/variable-words.ts';
import { messages } from './messages.ts';

/** What values are called, without a server: by the forms of a project, and by the words of the stages. */
export function useDataWords(forms: MaybeRefOrGetter<FormSchema[]> = []): ComputedRef<Labels> {
  useLazyTexts('dataFields', messages);
  const { language } = useWords();
  return computed(() => {
    const named = labelsOf(toValue(forms));
    return language.value === 'ru' ? withRussianWords(named) : named;
  });
}
