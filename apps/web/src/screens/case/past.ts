import type { JournalLine } from '@opora/contracts';
import {
  liveElements,
  rebuild,
  visibleVariables,
  type CaseState,
  type JournalEntry,
  type Variables,
} from '@opora/engine';

/** A moment at which the case had come to rest: the last entry of what one act brought about. */
export interface PastMoment {
  /** Number of the last journal entry that belongs to it. */
  number: number;
  /** Number of the entry that began it: the act, or the start. */
  first: number;
  at: string;
}

/** How a case stood at a moment. */
export interface PastState {
  state: CaseState;
  active: string[];
  passed: string[];
  flows: string[];
  incidents: string[];
  variables: Variables;
}

/** A variable of the process that is not what it was. */
export interface VariableChange {
  name: string;
  kind: 'added' | 'changed' | 'removed';
  before: unknown;
  after: unknown;
}

/** The engine's entries of a case's journal, which must be whole. */
export const entriesOf = (journal: JournalLine[]): JournalEntry[] =>
  journal.map((line) => line.entry as unknown as JournalEntry);

/** The moments of a case in order: its start and every act since. */
export function pastMoments(journal: JournalLine[]): PastMoment[] {
  const moments: PastMoment[] = [];
  for (const { number, at, kind } of journal) {
    const last = moments.at(-1);
    // What is recorded before the first act belongs to the start.
    if (!last || kind === 'stimulus') moments.push({ number, first: number, at });
    else {
      last.number = number;
      last.at = at;
    }
  }
  return moments;
}

/** Rebuilds how the case stood after the given entry, from the journal alone. */
export function pastState(journal: JournalLine[], number: number): PastState {
  const entries = entriesOf(journal).slice(0, number);
  const state = rebuild(entries);
  const passed = new Set<string>();
  const flows = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'element.completed') passed.add(entry.node);
    if (entry.kind === 'flow.taken') flows.add(entry.flow);
  }
  const ended = state.status !== 'active' && state.status !== 'suspended';
  return {
    state,
    active: ended ? [] : liveElements(state).flatMap(({ scope, node }) => (scope === 0 ? [] : [node])),
    passed: [...passed],
    flows: [...flows],
    incidents: Object.values(state.incidents).map(({ node }) => node),
    variables: visibleVariables(state),
  };
}

/** What differs between the variables of two moments, by name. */
export function variableChanges(before: Variables, after: Variables): VariableChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): VariableChange[] => {
    const [old, now] = [before[name], after[name]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const kind = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ name, kind, before: old, after: now }];
  });
}
