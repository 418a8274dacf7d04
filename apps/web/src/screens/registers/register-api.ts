import type { Page, RecordChange, Register, RegisterRecord } from '@opora/contracts';
import { type FieldValue, type RegisterField, registers, type RegisterId, type Words } from '@opora/domain';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { useI18n } from 'vue-i18n';
import { get } from '../../api/http.ts';

/** What a list of a register is asked for. */
export interface RegisterFilter {
  q?: string;
  /** Value by key of field. */
  fields?: Readonly<Record<string, string>>;
  archived?: boolean;
  limit?: number;
}

/** Query string of a filter. */
export function filterText({ q, fields, archived, limit }: RegisterFilter, cursor?: string): string {
  const search = new URLSearchParams();
  if (q) search.set('q', q);
  for (const [key, value] of Object.entries(fields ?? {}))
    if (value) search.append('filter', `${key}:${value}`);
  if (archived) search.set('archived', 'true');
  if (limit) search.set('limit', String(limit));
  if (cursor) search.set('cursor', cursor);
  return search.toString();
}

/** A page of records, without a component around. */
export const readRecords = (
  register: RegisterId,
  filter: RegisterFilter,
  signal?: AbortSignal,
  cursor?: string,
) => get<Page<RegisterRecord>>(`/registers/${register}?${filterText(filter, cursor)}`, {}, signal);

/** The registers and what the user may do in each. */
export const useRegisters = () =>
  useQuery({ queryKey: ['registers'], queryFn: () => get<Page<Register>>('/registers'), staleTime: 600_000 });

/** Records by a filter, page after page. */
export const useRecords = (
  register: MaybeRefOrGetter<RegisterId>,
  filter: MaybeRefOrGetter<RegisterFilter>,
) =>
  useInfiniteQuery({
    queryKey: computed(() => ['records', toValue(register), toValue(filter)]),
    queryFn: ({ pageParam, signal }) =>
      readRecords(toValue(register), { limit: 50, ...toValue(filter) }, signal, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** One record. */
export const useRecord = (register: MaybeRefOrGetter<RegisterId>, id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: computed(() => ['record', toValue(register), toValue(id)]),
    queryFn: ({ signal }) =>
      get<RegisterRecord>(`/registers/${toValue(register)}/${encodeURIComponent(toValue(id))}`, {}, signal),
  });

/** Changes of a record, newest first. */
export const useHistory = (register: MaybeRefOrGetter<RegisterId>, id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: computed(() => ['record', toValue(register), toValue(id), 'history']),
    queryFn: ({ signal }) =>
      get<Page<RecordChange>>(
        `/registers/${toValue(register)}/${encodeURIComponent(toValue(id))}/history`,
        { limit: 50 },
        signal,
      ),
  });

/** Names of subjects by id. */
export const useSubjects = () =>
  useQuery({
    queryKey: ['records', 'subjects', 'all'],
    queryFn: ({ signal }) => readRecords('subjects', { limit: 200 }, signal),
    staleTime: 600_000,
    select: ({ items }) => new Map(items.map(({ id, label }) => [id, label])),
  });

/** Words of definitions and values in the language of the user. */
export function useRegisterWords() {
  const i18n = useI18n({ useScope: 'global' });
  const subjects = useSubjects();
  const say = (words: Words): string => (i18n.locale.value === 'en' ? words.en : words.ru);
  const shown = (
    field: RegisterField,
    value: FieldValue | undefined,
    names: Readonly<Record<string, string>> = {},
  ): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '';
    if (Array.isArray(value)) return value.map((id) => subjects.data.value?.get(id) ?? id).join(', ');
    if (field.kind === 'choice')
      return say(field.choices?.[value] ?? { ru: String(value), en: String(value) });
    if (field.kind === 'ref') return names[field.key] ?? String(value);
    if (field.kind === 'date') return String(value).split('-').reverse().join('.');
    if (typeof value === 'number')
      return value.toLocaleString(i18n.locale.value, { useGrouping: false, maximumFractionDigits: 6 });
    return String(value);
  };
  return { say, shown, subjects };
}

/** The definition of a register. */
export const definitionOf = (register: RegisterId) => registers[register];
