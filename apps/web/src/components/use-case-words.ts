import type { JournalLine, Form, Page } from '@opora/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { all, useJournal, useXml } from '../api/queries.ts';
import { get } from '../api/http.ts';
import { diagramElements } from '../lib/diagram-names.ts';
import { labelsOf, type FormSchema } from '../lib/form-data.ts';
import { journalLines, type Entry } from '../lib/journal.ts';
import type { Labels } from '../lib/values.ts';
import { useWords } from './use-words.ts';

const none: Labels = { fields: {}, options: {} };

/** Words for variables and their values: the labels of all deployed forms. */
export function useLabels() {
  const query = useQuery({
    queryKey: ['forms', 'labels'],
    queryFn: async (): Promise<Labels> => {
      const rows = await all<Page<Form>['items'][number]>('/forms', {}, 400);
      const forms = await Promise.allSettled(rows.map((row) => get<Form>(`/forms/${encodeURIComponent(row.id)}`)));
      return labelsOf(forms.flatMap((form) => (form.status === 'fulfilled' ? [form.value.schema as unknown as FormSchema] : [])));
    },
    staleTime: 3_600_000,
  });
  return computed(() => query.data.value ?? none);
}

/** The journal of a case in words, with the names of people and elements. */
export function useCaseWords(subject: MaybeRefOrGetter<{ id: string; process: string; version: number } | undefined>) {
  const words = useWords();
  const journal = useJournal(() => toValue(subject)?.id);
  const xml = useXml(
    () => toValue(subject)?.process,
    () => toValue(subject)?.version,
  );
  const labels = useLabels();
  const names = computed(() => new Map((journal.data.value ?? []).flatMap((line) => (line.actor ? [[line.actor.user, line.actor.name] as const] : []))));
  const elements = computed(() => (xml.data.value ? diagramElements(xml.data.value) : new Map<string, { type: string; name: string }>()));
  const lines = computed(() =>
    journalLines((journal.data.value ?? []).map(entryOf), { elements: elements.value, labels: labels.value, t: words.t, locale: words.locale.value }),
  );
  return { lines, names, elements, labels, journal, xml };
}

/** The engine's entry inside a line of the API. */
function entryOf(line: JournalLine): Entry {
  const fact = typeof line.entry === 'object' && line.entry !== null && !Array.isArray(line.entry) ? line.entry : {};
  return {
    ...fact,
    n: line.number,
    at: line.at,
    kind: line.kind,
    ...(line.actor ? { actor: { user: line.actor.user, ...(line.actor.role ? { role: line.actor.role } : {}) } } : {}),
    ...(line.remark ? { remark: line.remark } : {}),
    ...(line.reason ? { reason: line.reason } : {}),
  };
}
