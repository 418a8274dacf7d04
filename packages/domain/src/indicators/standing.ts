import type { Mark } from './judge.ts';

/** When a school may leave the programme and when one that left is looked at again; the authority's order may say otherwise. */
export interface StandingRule {
  /** Rounds in a row that must be good to leave. */
  exitRounds: number;
  /** Share of green marks of a good round, in percent; a good round has no red. */
  exitGreen: number;
  /** Share of red marks in the last round at which a school that left comes back, in percent. */
  returnRed: number;
}
/** Two good rounds with four fifths green to leave; a third red to return. Own defaults, no document gives them. */
export const usualStandingRule: StandingRule = { exitRounds: 2, exitGreen: 80, returnRed: 30 };

/** What the marks advise; people decide. */
export interface Standing {
  advice: 'exit' | 'stay' | 'return' | 'out' | 'unknown';
  reason: string;
}

/** A share as people read it: with as many digits as tell it from the bound that it is held against. */
function shown(share: number, bound: number): string {
  const digits = [0, 1, 2, 3].find((more) => share === bound || Number(share.toFixed(more)) !== bound) ?? 4;
  return Number(share.toFixed(digits)).toLocaleString('ru', { maximumFractionDigits: 4 });
}

/** Reads the advice off the marks of rounds, newest first; marks that say nothing do not count. */
export function standing(
  rounds: readonly (readonly Mark[])[],
  { left, rule = usualStandingRule }: { left: boolean; rule?: StandingRule },
): Standing {
  const judged = rounds
    .map((marks) => marks.filter((mark) => mark !== 'none'))
    .filter((marks) => marks.length > 0);
  const [last] = judged;
  if (!last) return { advice: 'unknown', reason: 'Оценённых показателей ещё нет.' };
  const share = (marks: readonly Mark[], of: Mark): number =>
    (100 * marks.filter((mark) => mark === of).length) / marks.length;
  if (left) {
    const red = share(last, 'red');
    return red >= rule.returnRed
      ? {
          advice: 'return',
          reason: `Красных показателей ${shown(red, rule.returnRed)} %: вернуть в программу при ${rule.returnRed} % и больше.`,
        }
      : {
          advice: 'out',
          reason: `Красных показателей ${shown(red, rule.returnRed)} %: возвращать при ${rule.returnRed} % и больше.`,
        };
  }
  const good = (marks: readonly Mark[]): boolean =>
    share(marks, 'green') >= rule.exitGreen && !marks.includes('red');
  const inRow = judged.findIndex((marks) => !good(marks));
  const row = inRow === -1 ? judged.length : inRow;
  const rules = `для выхода нужно раундов подряд: ${rule.exitRounds}, зелёных не менее ${rule.exitGreen} % и ни одного красного`;
  if (row >= rule.exitRounds) return { advice: 'exit', reason: `Хороших раундов подряд: ${row}; ${rules}.` };
  return {
    advice: 'stay',
    reason: `Хороших раундов подряд: ${row}, в последнем зелёных ${shown(share(last, 'green'), rule.exitGreen)} %, красных ${shown(share(last, 'red'), 0)} %; ${rules}.`,
  };
}
