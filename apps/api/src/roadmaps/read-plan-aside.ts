import type { SchoolYear } from '@opora/domain';
import { aside } from '../platform/aside.ts';
import type { KeptPlan } from './kept-plan.ts';

/** A plan to be read: its file, the years it is for where a person named them, and the school years of its district. */
export interface PlanTask {
  file: { name: string; content: Uint8Array };
  period: { from: string; to: string } | undefined;
  /** Calendars from the widest to the narrowest. */
  calendars: readonly { years: SchoolYear[] }[];
}

/** What the thread answers: the plan, or why the file is none. */
export type ReadPlan = { kept: KeptPlan } | { refused: string };

/** Reads a plan: hundreds of measures take part of a second, ten thousand rows some ten seconds. */
export const readPlanAside = aside<PlanTask, ReadPlan>({
  beside: import.meta.url,
  thread: 'plan.thread',
  patience: 60_000,
  memory: 1000,
  tooMuch:
    'План не прочитан: на него ушло больше минуты. Оставьте в файле только таблицу мероприятий или разделите его на части и загрузите их по одной.',
});
