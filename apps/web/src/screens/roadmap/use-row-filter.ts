import type { RoadmapDetails, RoadmapMeasure } from '@opora/contracts';
import { computed, shallowRef, watch } from 'vue';
import { hiddenBy, type RowFilter } from './row-filter.ts';

/**
 * Rows that a filter leaves. What is hidden is settled when the filter changes: a row that is written or made meanwhile stays in
 * sight, though it fits no longer, as in a spreadsheet.
 */
export function useRowFilter(roadmap: () => RoadmapDetails | undefined, filter: RowFilter) {
  const hidden = shallowRef<ReadonlySet<string>>(new Set());
  watch(
    [() => roadmap()?.id, () => filter.q, () => filter.status, () => filter.who],
    () => (hidden.value = hiddenBy(roadmap()?.rows ?? [], filter)),
    { immediate: true },
  );
  const shown = computed<RoadmapMeasure[]>(() =>
    (roadmap()?.rows ?? []).filter(({ id }) => !hidden.value.has(id)),
  );
  return { hidden, shown };
}
