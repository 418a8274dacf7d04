import type { MatchingProposal, MatchingRequest, MatchingRun, MatchingRunDetails } from '@opora/contracts';
import { usualPairWeights } from '@opora/domain/matching';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type Ref, toValue, type MaybeRefOrGetter } from 'vue';
import { all } from '../../api/queries.ts';
import { change, get } from '../../api/http.ts';

/** How a new matching begins. */
export const usualRequest = (districtId: string): MatchingRequest => ({
  districtId,
  weights: { ...usualPairWeights },
  farKm: 100,
  capacity: 1,
  scope: 'all',
});

/** What partners would be proposed now; counted again whenever the request or a decision changes. */
export const usePreview = (request: Ref<MatchingRequest>, on: MaybeRefOrGetter<boolean>) =>
  useQuery({
    queryKey: computed(() => ['matching', 'preview', JSON.stringify(request.value)]),
    queryFn: () => change<MatchingProposal>('POST', '/matching/preview', request.value),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(on)),
  });

/** Saved matchings, newest first. */
export const useMatchingRuns = () =>
  useQuery({
    queryKey: ['matching', 'runs'],
    queryFn: ({ signal }) => all<MatchingRun>('/matching/runs', {}, 400, signal),
  });

/** A saved matching as it was. */
export const useMatchingRun = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: computed(() => ['matching', 'run', toValue(id)]),
    queryFn: ({ signal }) => get<MatchingRunDetails>(`/matching/runs/${toValue(id)}`, {}, signal),
    enabled: computed(() => toValue(id) !== ''),
  });
