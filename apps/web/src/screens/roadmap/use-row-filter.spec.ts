import type { RoadmapDetails } from '@opora/contracts';
import { nextTick, reactive, shallowRef } from 'vue';
import { useRowFilter } from './use-row-filter.ts';

const details = (...titles: string[]): RoadmapDetails =>
  ({
    id: 'map',
    rows: titles.map((title, at) => ({ id: `${at}`, title, responsible: [], workingDaysLeft: null })),
  }) as never;

it('hides what does not fit when the filter changes, and keeps in sight what is written or made meanwhile', async () => {
  const roadmap = shallowRef<RoadmapDetails | undefined>(undefined);
  const filter = reactive({ q: 'курсы', status: '', who: '' });
  const { shown } = useRowFilter(() => roadmap.value, filter);
  const titles = (): string[] => shown.value.map(({ title }) => title);

  roadmap.value = details('Курсы', 'Семинар');
  await nextTick();
  expect(titles()).toEqual(['Курсы']);

  roadmap.value = details('Аудит', 'Семинар', 'Новое мероприятие');
  await nextTick();
  expect(titles()).toEqual(['Аудит', 'Новое мероприятие']);

  filter.q = 'семинар';
  await nextTick();
  expect(titles()).toEqual(['Семинар']);
});
