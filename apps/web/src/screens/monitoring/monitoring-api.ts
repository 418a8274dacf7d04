import type {
  DistrictMonitoring,
  Heat,
  Indicator,
  MarkName,
  MonitoringRound,
  RegionLine,
  SchoolSheet,
} from '@opora/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { get } from '../../api/http.ts';
import { all } from '../../api/queries.ts';

type Text = MaybeRefOrGetter<string>;

/** The heat map of a district, a page of schools at a time. */
export const useHeat = (district: Text, q: Text) =>
  useInfiniteQuery({
    queryKey: computed(() => ['monitoring', 'heat', toValue(district), toValue(q)]),
    queryFn: ({ pageParam, signal }) =>
      get<Heat>(
        '/indicators/heat',
        { district: toValue(district), q: toValue(q), cursor: pageParam || undefined },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => toValue(district) !== ''),
  });

/** A school on one page. */
export const useSheet = (id: Text) =>
  useQuery({
    queryKey: computed(() => ['monitoring', 'sheet', toValue(id)]),
    queryFn: ({ signal }) =>
      get<SchoolSheet>(`/indicators/schools/${encodeURIComponent(toValue(id))}`, {}, signal),
    enabled: computed(() => toValue(id) !== ''),
  });

/** Definitions of a district's indicators. */
export const useIndicators = (district: Text) =>
  useQuery({
    queryKey: computed(() => ['monitoring', 'indicators', toValue(district)]),
    queryFn: ({ signal }) => all<Indicator>('/indicators', { district: toValue(district) }, 1000, signal),
    enabled: computed(() => toValue(district) !== ''),
  });

/** Rounds of the districts that the user sees, newest first. */
export const useRounds = () =>
  useQuery({
    queryKey: ['monitoring', 'rounds'],
    queryFn: ({ signal }) => all<MonitoringRound>('/indicators/rounds', {}, 200, signal),
  });

/** The rules by which a district monitors. */
export const useRules = (district: Text) =>
  useQuery({
    queryKey: computed(() => ['monitoring', 'rules', toValue(district)]),
    queryFn: ({ signal }) =>
      get<DistrictMonitoring>('/indicators/rules', { district: toValue(district) }, signal),
    enabled: computed(() => toValue(district) !== ''),
  });

/** Districts side by side. */
export const useRegion = () =>
  useQuery({
    queryKey: ['monitoring', 'region'],
    queryFn: ({ signal }) => all<RegionLine>('/indicators/region', {}, 1000, signal),
  });

/** Order of marks in legends and stacks. */
export const marks: readonly MarkName[] = ['green', 'amber', 'red', 'none'];
/** Backgrounds of marks with dark text on them; the same in print and in the export. */
export const markColors: { readonly [mark in MarkName]: string } = {
  green: '#bfe3cc',
  amber: '#fbe3a6',
  red: '#f3bdb7',
  none: '#e4e7e5',
};
