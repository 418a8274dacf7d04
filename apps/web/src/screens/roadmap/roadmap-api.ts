import type {
  MeasureStory,
  PlanImport,
  PlanRow,
  RoadmapDetails,
  RoadmapInfo,
  RoadmapMeasure,
  School,
} from '@opora/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { all } from '../../api/queries.ts';
import { change, get } from '../../api/http.ts';

/** Roadmaps that the user may see. */
export const useRoadmaps = () =>
  useQuery({
    queryKey: ['roadmaps'],
    queryFn: ({ signal }) => all<RoadmapInfo>('/roadmaps', {}, 2000, signal),
  });

/** What a person corrects in a row of a plan that was read; `checked` settles what was in doubt. */
export type PlanCorrection = Partial<Omit<PlanRow, 'termMeans' | 'certainty' | 'problems'>> & {
  checked?: true;
};

/** One roadmap with its rows. */
export const useRoadmap = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: ['roadmap', id],
    queryFn: ({ signal }) => get<RoadmapDetails>(`/roadmaps/${toValue(id)}`, {}, signal),
    enabled: computed(() => Boolean(toValue(id))),
  });

/** Documents, remarks and history of a measure. */
export const useStory = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: ['roadmap-measure', id],
    queryFn: ({ signal }) => get<MeasureStory>(`/roadmaps/measures/${toValue(id)}`, {}, signal),
    enabled: computed(() => Boolean(toValue(id))),
  });

/** Schools of a district, for handing the roadmap out. */
export const schoolsOf = async (districtId: string): Promise<School[]> =>
  (await all<School>('/schools')).filter((school) => school.district.id === districtId);

/** Changes one measure; `version` is the one that was seen. */
export const changeMeasure = (measure: RoadmapMeasure, changes: Partial<RoadmapMeasure>) =>
  change<RoadmapMeasure>('PATCH', `/roadmaps/measures/${measure.id}`, {
    version: measure.version,
    ...changes,
  });

/** Sends a plan to be read. */
export function readPlan(file: Blob, name: string, districtId: string, period: string): Promise<PlanImport> {
  const form = new FormData();
  form.append('districtId', districtId);
  if (period) form.append('period', period);
  form.append('file', file, name);
  return change<PlanImport>('POST', '/roadmaps/imports', form);
}

/** Says how many working days are left, or by how many it is late. */
export function leftText(
  days: number | null,
  t: (key: string, named: { n: number }, plural: number) => string,
): string {
  if (days === null) return '';
  return days < 0 ? t('roadmap.overdue', { n: -days }, -days) : t('roadmap.left', { n: days }, days);
}
