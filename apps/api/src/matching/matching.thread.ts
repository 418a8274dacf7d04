import { parentPort, workerData } from 'node:worker_threads';
import { MatchingError, type MatchingTask, weighDecisions } from '@opora/domain/matching';
import type { Solved } from './solve-aside.ts';

/** The thread's one piece of work: a proposal, or what is wrong with the task, in words. */
function solve(task: MatchingTask): Solved {
  try {
    return { proposal: weighDecisions(task) };
  } catch (error) {
    if (error instanceof MatchingError) return { refused: error.message };
    throw error;
  }
}

parentPort!.postMessage(solve(workerData as MatchingTask));
