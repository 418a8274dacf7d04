import { describe, expect, it } from '@jest/globals';
import type { PlanTask, ReadPlan } from '../roadmaps/read-plan-aside.ts';
import { aside, type AsideWork } from './aside.ts';

const plan = (rows: number): PlanTask => ({
  file: {
    name: 'План.csv',
    content: Buffer.from(
      ['№;Мероприятие;Срок;Ответственный']
        .concat(Array.from({ length: rows }, (_, row) => `${row + 1};Семинар ${row + 1};май 2026;Методист`))
        .join('\n'),
    ),
  },
  period: undefined,
  calendars: [],
});
const reader = (limits: Partial<AsideWork> = {}): ((task: PlanTask) => Promise<ReadPlan>) =>
  aside({
    ...{ beside: new URL('../roadmaps/read-plan-aside.ts', import.meta.url).href, thread: 'plan.thread' },
    ...{ patience: 300_000, memory: 1000, tooMuch: 'Слишком долго: разделите файл.' },
    ...limits,
  });

describe('work in a thread of its own', () => {
  it('is answered, and leaves the program free while it lasts', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const read = await reader()(plan(300));
    clearInterval(counting);
    expect(read).toMatchObject({ kept: { rows: { length: 300 } } });
    expect(turns).toBeGreaterThan(1);
  });

  it('that takes too long or too much memory is ended and refused in words', async () => {
    await expect(reader({ patience: 1 })(plan(3))).rejects.toMatchObject({ kind: 'refused' });
    await expect(reader({ memory: 30 })(plan(40_000))).rejects.toThrow('разделите файл');
  });

  it('throws what its thread throws, and goes on with the next piece', async () => {
    const read = reader();
    const broken = read({ ...plan(1), file: null as never });
    const next = read(plan(2));
    await expect(broken).rejects.toThrow("reading 'content'");
    expect(await next).toMatchObject({ kept: { rows: { length: 2 } } });
  });
});
