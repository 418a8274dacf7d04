import type { MatchingTask, WeighedProposal } from '@opora/domain/matching';
import { aside } from '../platform/aside.ts';

/** What the thread answers: the proposal, or why there is none. */
export type Solved = { proposal: WeighedProposal } | { refused: string };

/** Solves an assignment: seconds of work for hundreds of schools. */
export const solveAside = aside<MatchingTask, Solved>({
  beside: import.meta.url,
  thread: 'matching.thread',
  patience: 120_000,
  memory: 1000,
  tooMuch:
    'Подбор остановлен: он занял больше двух минут. Закрепите пары, которые ясны и без него, и подберите партнёров только тем школам, у которых их нет.',
});
