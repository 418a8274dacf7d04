import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseDown } from './problem.filter.ts';

/** Repeats work while the database cannot be reached, once a second for at most two minutes. */
export async function whenDatabaseAnswers<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseDown(error) || attempt >= 120) throw error;
      if (attempt === 0) console.warn('PostgreSQL does not answer yet; waiting.');
      await sleep(1000);
    }
  }
}
