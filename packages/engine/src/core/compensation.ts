import { beginWith } from './listeners.ts';
import type { PreparedNode } from './prepared.ts';
import type { Json, Variables } from './types.ts';
import type { Visit } from './visit.ts';

/** A completed activity that can be compensated, with its variables at completion (BPMN 2.0.2, 10.7). */
interface Compensable {
  node: string;
  variables: Variables;
  /** Handler to run; absent when only what is inside can be compensated. */
  handler?: string;
  /** What can be compensated inside a completed scope, oldest first. */
  inner: Compensable[];
}

/** One thing to do for a compensation: run a handler, or an event subprocess with what it can compensate inside. */
interface Undo {
  node: string;
  variables: Variables;
  inner: Compensable[];
}

const KEY = 'compensable';
const PENDING = 'compensating';
const read = <T>(value: Json | undefined): T[] => (value ?? []) as T[];

/** Notes in its scope that an instance completed and can be compensated. */
export function noteCompensable(visit: Visit): void {
  const { node, run, instance } = visit;
  const isBody = visit.prepared.marker !== undefined && !instance.iteration;
  const inner = read<Compensable>(instance.data?.[KEY]);
  const handler = isBody ? undefined : (node.compensatedBy ?? compensationStart(visit.prepared)?.id);
  if ((handler === undefined && inner.length === 0) || instance.scope === 0) return;
  const item: Compensable = {
    node: node.id,
    variables: { ...instance.variables },
    inner,
    ...(handler === undefined ? {} : { handler }),
  };
  const list = [...read<Compensable>(run.find(instance.scope)!.data?.[KEY]), item];
  run.record({ kind: 'element.data', element: instance.scope, data: { [KEY]: list as unknown as Json } });
}

/** The event subprocess that compensates a scope, if it has one. */
const compensationStart = (prepared: PreparedNode): PreparedNode | undefined =>
  prepared.eventSubprocesses.find(({ start }) =>
    start.node.triggers?.some((trigger) => trigger.kind === 'compensation'),
  )?.subprocess;

/** The scope whose completed activities a throwing event compensates: an event subprocess speaks for the scope around it. */
function compensatedScope(visit: Visit): number {
  let scope = visit.run.visit(visit.instance.scope);
  while (scope.node.eventSubprocess && read(scope.data[KEY]).length === 0)
    scope = visit.run.visit(scope.instance.scope);
  return scope.id;
}

/** Begins to compensate for a throwing event. False when there is nothing to compensate. */
export function compensate(
  visit: Visit,
  activity: string | undefined,
  scope = compensatedScope(visit),
): boolean {
  const { run } = visit;
  const all = read<Compensable>(run.find(scope)!.data?.[KEY]);
  const chosen = all.filter((one) => activity === undefined || one.node === activity);
  if (chosen.length === 0) return false;
  const left = all.filter((one) => !chosen.includes(one));
  run.record({
    kind: 'element.data',
    element: scope,
    data: { [KEY]: left.length > 0 ? (left as unknown as Json) : null },
  });
  visit.remember({ [PENDING]: undos(chosen, {}) as unknown as Json });
  return compensateNext(visit);
}

/** In reverse order of completion; what is inside a scope sees the scope's variables too. */
function undos(items: Compensable[], around: Variables): Undo[] {
  return [...items].reverse().flatMap(({ variables, handler, inner }) => {
    const seen = { ...around, ...variables };
    return handler === undefined ? undos(inner, seen) : [{ node: handler, variables: seen, inner }];
  });
}

/** Starts the next handler in turn. False when all are done. */
export function compensateNext(visit: Visit): boolean {
  const { run } = visit;
  const [next, ...rest] = read<Undo>(visit.data[PENDING]);
  if (!next) {
    visit.remember({ [PENDING]: null });
    return false;
  }
  visit.remember({ [PENDING]: rest as unknown as Json });
  const node = run.node(next.node);
  const scope = visit.prepared.behavior.isScope ? visit.id : visit.instance.scope;
  const id = node.node.eventSubprocess
    ? run.spawn(node, scope)
    : run.activate(node, scope, { variables: next.variables });
  run.record({
    kind: 'element.data',
    element: id,
    data: { tells: visit.id, ...(next.inner.length > 0 ? { [KEY]: next.inner as unknown as Json } : {}) },
  });
  if (node.node.eventSubprocess) {
    run.setVariables(id, next.variables);
    for (const child of node.node.children ?? [])
      if (run.node(child).behavior.isStart) beginWith(run, id, run.node(child), {});
  }
  return true;
}
