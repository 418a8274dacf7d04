import type { Rejection, Stimulus, TaskDetails, VoteDetails } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';
import type { Expression } from '../model/types.ts';

const RULES: VoteDetails['rule'][] = ['majority', 'two-thirds', 'unanimous', 'first-refusal'];
const DEFAULT_CHOICES = ['approve', 'reject'];
type Completion = Extract<Stimulus, { type: 'complete-task' }>;

/** Reads an `opora:vote` as a collegial decision that begins now. */
export function openVote(
  visit: Visit,
  settings: { [key: string]: Expression },
  task: TaskDetails,
): VoteDetails {
  const voters = visit.texts(settings.voters);
  const choices = visit.texts(settings.choices);
  const rule = (visit.text(settings.rule) ?? 'majority') as VoteDetails['rule'];
  if (!RULES.includes(rule))
    visit.fail('vote', `expected the rule of the vote to be one of ${RULES.join(', ')}, found «${rule}»`);
  const size =
    voters.length > 0 ? voters.length : count(visit, settings.size, 'size', task.candidateUsers.length);
  const quorum = count(visit, settings.quorum, 'quorum', Math.floor(size / 2) + 1);
  if (quorum > size)
    visit.fail('vote', `expected a quorum of at most ${size}, the number of voters; found ${quorum}`);
  return {
    voters,
    size,
    quorum,
    rule,
    choices: choices.length > 0 ? choices : DEFAULT_CHOICES,
    outcomeVariable: visit.text(settings.outcomeVariable) ?? 'outcome',
    secret: visit.text(settings.secret) === 'true',
    cast: [],
  };
}

function count(visit: Visit, expression: Expression | undefined, what: string, otherwise: number): number {
  const text = visit.text(expression);
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 1)
    visit.fail('vote', `expected ${what} to be a whole number from 1, found «${text ?? otherwise}»`);
  return value;
}

/** Why this person cannot cast this vote, if so. */
export function refusesVote(vote: VoteDetails, stimulus: Completion): Rejection | undefined {
  const { choice } = stimulus.variables;
  const user = stimulus.actor?.user;
  if (user === undefined) return { code: 'not-a-voter', message: 'expected a person to vote, found nobody' };
  if (vote.voters.length > 0 && !vote.voters.includes(user))
    return { code: 'not-a-voter', message: `${user} is not among the voters` };
  if (vote.cast.some((one) => one.voter === user))
    return { code: 'already-voted', message: `${user} has already voted` };
  if (typeof choice !== 'string' || !vote.choices.includes(choice)) {
    return {
      code: 'bad-choice',
      message: `expected choice to be one of ${vote.choices.join(', ')}, found ${JSON.stringify(choice ?? null)}`,
    };
  }
  return undefined;
}

/** Adds a vote; the outcome is there as soon as no vote still missing can change it. */
export function castVote(
  vote: VoteDetails,
  stimulus: Completion,
  at: number,
): { cast: VoteDetails; outcome?: string } {
  const remark = stimulus.remark ?? stimulus.variables.remark;
  const one = { voter: stimulus.actor!.user, choice: stimulus.variables.choice as string, at };
  const cast = { ...vote, cast: [...vote.cast, typeof remark === 'string' ? { ...one, remark } : one] };
  const outcome = outcomeOf(cast);
  return outcome === undefined ? { cast } : { cast, outcome };
}

/**
 * The first choice is "for"; it wins by the rule. Otherwise the strongest of the others wins, the later one in a tie.
 * Undefined while a missing vote can still change the outcome or the quorum is not met.
 */
export function outcomeOf(vote: VoteDetails): string | undefined {
  const [first, ...others] = vote.choices as [string, ...string[]];
  const votes = (choice: string): number => vote.cast.filter((one) => one.choice === choice).length;
  const total = vote.cast.length;
  const missing = vote.size - total;
  const strongest = (): string =>
    others.reduce((best, one) => (votes(one) >= votes(best) ? one : best), others[0] ?? first);
  if (vote.rule === 'first-refusal' && total > votes(first)) return strongest();
  const needed =
    vote.rule === 'majority'
      ? Math.floor(vote.size / 2) + 1
      : vote.rule === 'two-thirds'
        ? Math.ceil((vote.size * 2) / 3)
        : vote.size;
  const enough = total >= vote.quorum;
  if (votes(first) >= needed && enough) return first;
  if (votes(first) + missing >= needed || !enough) return missing === 0 ? strongest() : undefined;
  const ranked = others.map(votes).sort((a, b) => b - a);
  const canChange = missing > 0 && others.length > 1 && ranked[0]! - (ranked[1] ?? 0) <= missing;
  return canChange ? undefined : strongest();
}
