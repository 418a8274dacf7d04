import type { Method, Page, ResultYear, Run, RunComparison, SchoolVerdict } from '@opora/contracts';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { all } from '../../api/queries.ts';
import { get } from '../../api/http.ts';

/** The methods of identification. */
export const useMethods = () =>
  useQuery({ queryKey: ['methods'], queryFn: () => get<Page<Method>>('/identification/methods') });

/** Years with results of a district. */
export const useResultYears = (district: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => ['result-years', toValue(district)]),
    queryFn: () => get<Page<ResultYear>>('/identification/years', { district: toValue(district) }),
    enabled: computed(() => Boolean(toValue(district))),
  });

/** Saved selections, newest first. */
export const useRuns = () =>
  useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => all<Run>('/identification/runs', {}, 400, signal),
  });

/** Schools of a selection. */
export const useVerdicts = (
  run: MaybeRefOrGetter<string | undefined>,
  filter: MaybeRefOrGetter<{ cluster?: string | undefined; q?: string | undefined }>,
) =>
  useQuery({
    queryKey: computed(() => ['verdicts', toValue(run), toValue(filter)]),
    queryFn: ({ signal }) =>
      all<SchoolVerdict>(`/identification/runs/${toValue(run)}/verdicts`, toValue(filter), 2000, signal),
    enabled: computed(() => Boolean(toValue(run))),
    placeholderData: keepPreviousData,
  });

/** Differences between two selections. */
export const useComparison = (run: MaybeRefOrGetter<string | undefined>, other: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: computed(() => ['run-comparison', toValue(other), toValue(run)]),
    queryFn: () =>
      get<RunComparison>(`/identification/runs/${toValue(other)}/compare`, { with: toValue(run) }),
    enabled: computed(() => Boolean(toValue(run) && toValue(other))),
  });
