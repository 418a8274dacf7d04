import type { JournalLine, Form, Page } from '@opora/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { all, useJournal, useXml } from '../api/queries.ts';
import { get } from '../api/http.ts';
import { diagramElements } from '../lib/diagram-names.ts';
import { labelsOf, type FormSchema } from '../lib/form-data.ts';
import { withRussianWords } from '../lib/variable-words.ts';
import { journalLines, type Entry } from '../lib/journal.ts';
import type { Labels } from '../lib/values.ts';
import { useWords } from './use-words.ts';

/** Words for variables and their values: the labels of all deployed forms, and of each by its id. */
export function useLabels() {
  const { locale } = useWords();
  const query = useQuery({
    queryKey: ['forms', 'labels'],
    queryFn: async () => {
      const rows = await all<Page<Form>['items'][number]>('/forms', {}, 400);
      const forms = await Promise.allSettled(
        rows.map((row) => get<Form>(`/forms/${encodeURIComponent(row.id)}`)),
      );
      const read = forms.flatMap((form) => (form.status === 'fulfilled' ? [form.value] : []));
      const schema = (form: Form) => form.schema as unknown as FormSchema;
      return {
        all: labelsOf(read.map(schema)),
        each: new Map(read.map((form) => [form.id, labelsOf([schema(form)])])),
      };
    },
    staleTime: 3_600_000,
  });
  const labels = computed<Labels>(() => {
    const found = query.data.value?.all ?? { fields: {}, options: {} };
    return locale.value === 'ru-RU' ? withRussianWords(found) : found;
  });
  return { labels, forms: computed(() => query.data.value?.each ?? new Map<string, Labels>()) };
}

/** The journal of a case in words, with the names of people and elements. */
export function useCaseWords(
  subject: MaybeRefOrGetter<{ id: string; process: string; version: number } | undefined>,
) {
  const words = useWords();
  const journal = useJournal(() => toValue(subject)?.id);
  const xml = useXml(
    () => toValue(subject)?.process,
    () => toValue(subject)?.version,
  );
  const { labels, forms } = useLabels();
  const names = computed(
    () =>
      new Map(
        (journal.data.value ?? []).flatMap((line) =>
          line.actor ? [[line.actor.user, line.actor.name] as const] : [],
        ),
      ),
  );
  const elements = computed(() =>
    xml.data.value ? diagramElements(xml.data.value) : new Map<string, { type: string; name: string }>(),
  );
  const lines = computed(() =>
    journalLines((journal.data.value ?? []).map(entryOf), {
      elements: elements.value,
      labels: labels.value,
      forms: forms.value,
      t: words.t,
      locale: words.locale.value,
    }),
  );
  return { lines, names, elements, labels, journal, xml };
}

/** The engine's entry inside a line of the API. */
function entryOf(line: JournalLine): Entry {
  const fact =
    typeof line.entry === 'object' && line.entry !== null && !Array.isArray(line.entry) ? line.entry : {};
  return {
    ...fact,
    n: line.number,
    at: line.at,
    kind: line.kind,
    ...(line.actor
      ? { actor: { user: line.actor.user, ...(line.actor.role ? { role: line.actor.role } : {}) } }
      : {}),
    ...(line.remark ? { remark: line.remark } : {}),
    ...(line.reason ? { reason: line.reason } : {}),
  };
}
