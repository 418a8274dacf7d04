import type { Model } from '../model/types.ts';
import { applyEntry, emptyState } from './apply.ts';
import { check as checkPrepared } from './check.ts';
import { compileExpression } from '../expressions/index.ts';
import type { Trigger } from '../model/types.ts';
import { prepare, type Prepared, type PreparedNode } from './prepared.ts';
import { FEEL_AS_NOW } from './ledger.ts';
import { Run } from './run.ts';
import { stimuli } from './stimuli/index.ts';
import type { StimulusHandler } from './stimuli/handler.ts';
import { tableGet, tableValues } from './table.ts';
import type {
  CaseState,
  ElementInstance,
  JournalEntry,
  Rejection,
  StartInput,
  Step,
  Stimulus,
  Variables,
  Wait,
} from './types.ts';
import { VariableScope } from './variables.ts';

/** Starts a case of the model and runs it to its first waits. `now` is epoch milliseconds. */
export function start(model: Model, input: StartInput, now: number): Step {
  const prepared = prepare(model);
  const before = emptyState();
  const named = input.startNode === undefined ? undefined : prepared.nodes.get(input.startNode);
  const node = named ?? (input.startNode === undefined ? conditionalStart(prepared, input, now) : undefined);
  const isStart = node?.behavior.isStart === true || model.starts.some((one) => one.node === input.startNode);
  const rejected =
    node && !named
      ? undefined
      : refuseStart(model, input, isStart && node !== undefined, prepared.root.starts.length);
  if (rejected) return { state: before, effects: [], journal: [], rejected };
  const run = new Run(prepared, before, now);
  run.record({
    kind: 'case.started',
    processId: model.processId,
    modelHash: model.hash,
    semantics: model.semantics,
    timeZone: input.timeZone ?? 'UTC',
    ...(input.businessKey === undefined ? {} : { businessKey: input.businessKey }),
    ...(input.called ? { called: true } : {}),
  });
  if (input.id !== undefined || input.actor) {
    run.record({
      kind: 'stimulus',
      stimulus: 'start',
      ...(input.id === undefined ? {} : { id: input.id }),
      ...(input.actor ? { actor: input.actor } : {}),
    });
  }
  const root = run.spawn(prepared.root, 0);
  run.setVariables(root, input.variables);
  if (node) run.beginAt(root, node);
  else run.perform(root, 'inputs');
  run.settle();
  return { state: run.state, effects: run.effects, journal: run.journal };
}

/** Without a none start event a case begins at the conditional start event whose condition its variables fulfill. */
function conditionalStart(prepared: Prepared, input: StartInput, now: number): PreparedNode | undefined {
  if (prepared.root.starts.length > 0) return undefined;
  const scope = {
    get: (name: string) => (Object.hasOwn(input.variables, name) ? input.variables[name] : undefined),
    names: () => Object.keys(input.variables),
  };
  const environment = {
    now,
    timeZone: input.timeZone ?? 'UTC',
    isBeforeFive: prepared.model.semantics < FEEL_AS_NOW,
  };
  const holds = (trigger: Trigger): boolean =>
    trigger.kind === 'conditional' &&
    'feel' in trigger.condition &&
    compileExpression(trigger.condition.feel).evaluate(scope, environment) === true;
  const found = prepared.model.starts.find(({ trigger }) => holds(trigger));
  return found && prepared.nodes.get(found.node);
}

function refuseStart(
  model: Model,
  input: StartInput,
  isStart: boolean,
  starts: number,
): Rejection | undefined {
  if (input.startNode !== undefined && !isStart) {
    return {
      code: 'unknown-element',
      message: `process ${model.processId} has no start event «${input.startNode}»`,
    };
  }
  if (input.startNode === undefined && starts === 0) {
    return {
      code: 'no-start',
      message: `process ${model.processId} has no none start event; it starts by a message, signal or timer`,
    };
  }
  return undefined;
}

/** Takes a stimulus and runs the case to rest. A refused or repeated stimulus leaves everything as it was. */
export function advance(model: Model, state: CaseState, stimulus: Stimulus, now: number): Step {
  const prepared = prepare(model);
  if (stimulus.id !== undefined && state.recent.includes(stimulus.id))
    return { state, effects: [], journal: [], repeated: true };
  const rejected = checkPrepared(prepared, state, stimulus);
  if (rejected) return { state, effects: [], journal: [], rejected };
  const handler = stimuli[stimulus.type] as StimulusHandler;
  const run = new Run(prepared, state, now);
  run.record(opening(stimulus));
  if (state.status === 'suspended' && handler.whileSuspended === 'deferred') {
    run.record({ kind: 'stimulus.deferred', stimulus });
  } else {
    run.orIncident(1, undefined, () => handler.apply(run, stimulus));
    run.settle();
  }
  return { state: run.state, effects: run.effects, journal: run.journal };
}

function opening(stimulus: Stimulus): Extract<JournalEntry, { kind: 'stimulus' }> {
  const { type, id, actor, remark, reason } = stimulus;
  const entry = { kind: 'stimulus', stimulus: type } as Extract<JournalEntry, { kind: 'stimulus' }>;
  if (id !== undefined) entry.id = id;
  if (actor) entry.actor = actor;
  if (remark !== undefined) entry.remark = remark;
  if (reason !== undefined) entry.reason = reason;
  if ('wait' in stimulus && stimulus.wait !== undefined) entry.wait = stimulus.wait;
  return entry;
}

/** Why a stimulus would be refused now, if so. Cheap and without effect: for validators. A repeated one is not refused. */
export function check(model: Model, state: CaseState, stimulus: Stimulus): Rejection | undefined {
  if (stimulus.id !== undefined && state.recent.includes(stimulus.id)) return undefined;
  return checkPrepared(prepare(model), state, stimulus);
}

/** The state of a case after these entries of its journal, which must begin with the first and have no gap. */
export function rebuild(entries: JournalEntry[]): CaseState {
  const draft = { state: emptyState(), owned: new Set<object>() };
  entries.forEach((entry, i) => {
    if (entry.n !== i + 1)
      throw new Error(`The journal has a gap: expected number ${i + 1}, found ${entry.n}.`);
    applyEntry(draft, entry);
  });
  return draft.state;
}

/** Everything the case waits for, oldest first. */
export const openWaits = (state: CaseState): Wait[] => tableValues(state.waits);

/** All live element instances, oldest first. */
export const liveElements = (state: CaseState): ElementInstance[] => tableValues(state.elements);

/** A live element instance by number. */
export const element = (state: CaseState, id: number): ElementInstance | undefined =>
  tableGet(state.elements, id);

/** All variables that an element instance sees; by default those of the process. */
export const visibleVariables = (state: CaseState, id = 1): Variables => new VariableScope(state, id).all();
