import type { Run } from './run.ts';
import type { CaseState, ConditionDetails, ElementInstance, Variables, Wait } from './types.ts';

/** A variable that was made or got another value, and the instance whose variable it is. */
export interface VariableChange {
  element: number;
  name: string;
  event: 'create' | 'update';
}

type ConditionWait = Extract<Wait, { kind: 'condition' }>;

const isFiltered = ({ names, events }: ConditionDetails): boolean =>
  names !== undefined || events !== undefined;

/** Does any open condition ask which variables change? */
export const hearsChanges = (
  { conditions = [] }: CaseState,
  wait: (id: number) => Wait | undefined,
): boolean =>
  conditions.some((id) => {
    const found = wait(id);
    return found?.kind === 'condition' && isFiltered(found.condition);
  });

/** What setting values at an instance changes; a value that is there already is no change. */
export function changesOf(instance: ElementInstance | undefined, values: Variables): VariableChange[] {
  const before = instance?.variables ?? {};
  return Object.keys(values).flatMap((name) => {
    const isNew = !Object.hasOwn(before, name);
    if (!isNew && JSON.stringify(before[name]) === JSON.stringify(values[name])) return [];
    return [{ element: instance!.id, name, event: isNew ? 'create' : 'update' } as const];
  });
}

/** Looks at all open conditions: one that turned true happens, unless it asks for other changes than these. */
export function tryConditions(run: Run, changes: VariableChange[]): void {
  for (const id of run.state.conditions ?? []) {
    const wait = run.wait(id);
    if (wait?.kind !== 'condition') continue;
    const isDue = mayHappen(run, wait, changes);
    let holds: boolean;
    try {
      holds = run.visit(wait.element).holds({ feel: wait.condition.text });
    } catch (error) {
      if (isDue) noteDue(run, wait);
      run.raise(wait.element, 'wait', error);
      continue;
    }
    const before = wait.condition.held ?? false;
    const held = holds && (before || isDue);
    if (held === before && !wait.condition.due) continue;
    const { due: _, ...condition } = wait.condition;
    run.updateWait({ ...wait, condition: held === before ? condition : { ...condition, held } });
    if (held && !before && !run.happensTooOften(wait, 'the condition held')) run.fire(run.wait(id)!, {});
  }
}

/** While a case is suspended nothing happens: what a condition asks for is kept for later. */
export function noteChanges(run: Run, changes: VariableChange[]): void {
  for (const id of run.state.conditions ?? []) {
    const wait = run.wait(id);
    if (wait?.kind === 'condition' && mayHappen(run, wait, changes)) noteDue(run, wait);
  }
}

function noteDue(run: Run, wait: ConditionWait): void {
  if (!isFiltered(wait.condition) || wait.condition.due) return;
  run.updateWait({ ...wait, condition: { ...wait.condition, due: true } });
}

/** Is one of the changes such as the condition asks for, of a variable that it can see? */
function mayHappen(run: Run, { element, condition }: ConditionWait, changes: VariableChange[]): boolean {
  const { names, events, due } = condition;
  if (due || !isFiltered(condition)) return true;
  const asked = changes.filter(
    ({ name, event }) => (names?.includes(name) ?? true) && (events?.includes(event) ?? true),
  );
  if (asked.length === 0) return false;
  for (let at = run.find(element); at !== undefined; at = run.find(at.scope))
    if (asked.some((change) => change.element === at!.id)) return true;
  return false;
}
