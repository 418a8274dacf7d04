import type { GoldenThreadView, Page, SchoolProfiles, Survey } from '@opora/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { get } from '../../api/http.ts';

type Id = MaybeRefOrGetter<string | undefined>;
const given = (id: Id) => computed(() => Boolean(toValue(id)));
const at = (id: Id): string => encodeURIComponent(toValue(id) ?? '');

/** Diagnoses of a school. */
export const useProfiles = (school: Id) =>
  useQuery({
    queryKey: computed(() => ['risk-profiles', toValue(school)]),
    queryFn: ({ signal }) => get<SchoolProfiles>(`/risk-profiles/${at(school)}`, {}, signal),
    enabled: given(school),
  });

/** The golden thread of a school. */
export const useThread = (school: Id) =>
  useQuery({
    queryKey: computed(() => ['golden-thread', toValue(school)]),
    queryFn: ({ signal }) => get<GoldenThreadView>(`/risk-profiles/${at(school)}/thread`, {}, signal),
    enabled: given(school),
  });

/** Surveys of a school. */
export const useSurveys = (school: Id) =>
  useQuery({
    queryKey: computed(() => ['surveys', toValue(school)]),
    queryFn: ({ signal }) => get<Page<Survey>>('/surveys', { school: toValue(school) }, signal),
    enabled: given(school),
  });
