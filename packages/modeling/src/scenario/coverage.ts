import type { JournalEntry, Model } from '@opora/engine';

/** What of a process was passed: ids of elements completed and flows taken, and how much of all that is. */
export interface Coverage {
  elements: Set<string>;
  flows: Set<string>;
  /** Elements and flows of the process, without the process itself. */
  total: number;
  covered: number;
}

/** What the journals of one or many plays covered of a model. */
export function coverageOf(model: Model, journals: JournalEntry[][]): Coverage {
  const elements = new Set<string>();
  const flows = new Set<string>();
  for (const entry of journals.flat()) {
    if (entry.kind === 'element.completed' && entry.node in model.nodes && entry.node !== model.processId)
      elements.add(entry.node);
    if (entry.kind === 'element.terminated' && entry.node in model.nodes) elements.add(entry.node);
    if (entry.kind === 'flow.taken' && entry.flow in model.flows) flows.add(entry.flow);
  }
  const total = Object.keys(model.nodes).length - 1 + Object.keys(model.flows).length;
  return { elements, flows, total, covered: elements.size + flows.size };
}

/** Whole percent of elements and flows passed; 100 only where nothing is left. */
export const percentOf = ({ covered, total }: Pick<Coverage, 'covered' | 'total'>): number =>
  total === 0 ? 100 : Math.floor((covered / total) * 100);
