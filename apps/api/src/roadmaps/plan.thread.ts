import { parentPort, workerData } from 'node:worker_threads';
import { schoolYearsOf } from '@opora/domain';
import { importPlan, PlanImportError } from '@opora/domain/plan-import';
import { keepPlan } from './kept-plan.ts';
import type { PlanTask, ReadPlan } from './read-plan-aside.ts';

/** The thread's one piece of work: the plan, or what is wrong with the file, in words. */
async function read({ file, period, calendars }: PlanTask): Promise<ReadPlan> {
  try {
    const context = { schoolCalendar: schoolYearsOf(calendars), ...(period ? { period } : {}) };
    return { kept: keepPlan(await importPlan(file.content, context), file.name) };
  } catch (error) {
    if (error instanceof PlanImportError) return { refused: error.message };
    throw error;
  }
}

parentPort!.postMessage(await read(workerData as PlanTask));
