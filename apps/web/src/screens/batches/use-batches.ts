import type { Batch, BatchItem, BatchItemState, Page } from '@opora/contracts';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { get } from '../../api/http.ts';

const isOver = (batch: Batch | undefined): boolean => batch !== undefined && batch.endedAt !== null;
/** How often what is under way is looked at, in milliseconds. */
const pace = 1500;

/** The newest batches that the user may see. */
export const useBatches = () =>
  useQuery({
    queryKey: ['batches'],
    queryFn: ({ signal }) => get<Page<Batch>>('/batches', { limit: 50 }, signal),
    refetchInterval: ({ state }) => (state.data?.items.every((one) => isOver(one)) ? false : pace),
  });

/** One batch, followed until it is over. */
export const useBatch = (id: string) =>
  useQuery({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => get<Batch>(`/batches/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : pace),
  });

/** A page of its report. */
export const useBatchReport = (
  id: string,
  state: MaybeRefOrGetter<BatchItemState | ''>,
  limit: MaybeRefOrGetter<number>,
  over: MaybeRefOrGetter<boolean>,
) =>
  useQuery({
    queryKey: computed(() => ['batch', id, 'report', toValue(state), toValue(limit)]),
    queryFn: ({ signal }) =>
      get<Page<BatchItem>>(
        `/batches/${encodeURIComponent(id)}/report`,
        { state: toValue(state), limit: toValue(limit) },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: () => (toValue(over) ? false : pace),
  });
