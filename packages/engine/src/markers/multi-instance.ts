import type { MarkerBehavior } from '../core/behavior.ts';
import { behaviorOf } from '../core/events.ts';
import { afterwards } from '../core/leaving.ts';
import type { Json, Variables } from '../core/types.ts';
import type { Visit } from '../core/visit.ts';
import type { MultiInstance } from '../model/types.ts';

/** More instances than this are an incident: their state would not fit where cases live. */
const MOST_INSTANCES = 100_000;

/** From this number on the others complete the activity when an instance was taken down by hand (docs/reference/semantics.md). */
const WITHOUT_GIVEN_UP = 4;

/** An output element that is a variable, by its root name. */
const variableOf = (marker: MultiInstance): string | undefined =>
  marker.outputElement && 'feel' in marker.outputElement
    ? /^([A-Za-z_]\w*)(\.\w+)*$/.exec(marker.outputElement.feel)?.[1]
    : undefined;

/** Outputs are kept in pages, so that each one costs the same however many there are. */
const PAGE = 32;
const page = (index: number): string => `outputs${Math.floor((index - 1) / PAGE)}`;

/** Runs the element once per item of a collection or as often as the cardinality says, at once or in turn (BPMN 2.0.2, 13.3.7). */
export const multiInstance: MarkerBehavior = {
  isBounded: true,
  enter(body) {
    const marker = body.node.marker as MultiInstance;
    const items = itemsOf(body, marker);
    body.remember({ total: items.length, done: 0, ...(marker.sequential ? { items } : {}) });
    if (items.length === 0) return finish(body);
    const now = marker.sequential ? items.slice(0, 1) : items;
    now.forEach((item, i) => spawn(body, marker, i + 1, item));
  },
  iterated(body, iteration) {
    const marker = body.node.marker as MultiInstance;
    const index = iteration.instance.index!;
    const { total, done: before, items } = body.data as { total: number; done: number; items?: Json[] };
    const done = before + 1;
    const running = body.instance.children - 1;
    const counts = body.run.state.semantics >= WITHOUT_GIVEN_UP && !marker.sequential;
    const givenUp = counts ? total - done - running : 0;
    const stop =
      marker.completionCondition !== undefined &&
      iteration.holds(marker.completionCondition, {
        numberOfInstances: total,
        numberOfCompletedInstances: done,
        numberOfActiveInstances: running,
        numberOfTerminatedInstances: givenUp,
        nrOfInstances: total,
        nrOfCompletedInstances: done,
        nrOfActiveInstances: running,
      });
    const remembered: Variables = { done };
    if (marker.outputCollection && marker.outputElement) {
      const outputs = body.data[page(index)] as Variables | undefined;
      remembered[page(index)] = { ...outputs, [index]: iteration.evaluate(marker.outputElement) };
    }
    const events = (marker.events ?? []).filter(
      ({ when, condition }) =>
        (when === 'each' || done === 1) && (condition === undefined || iteration.holds(condition)),
    );
    const goOn = (): void => {
      if (stop || done + givenUp === total) finish(body);
      else if (marker.sequential) spawn(body, marker, index + 1, items![index]!);
    };
    return () => {
      body.remember(remembered);
      if (events.length === 0) return goOn();
      for (const { trigger } of events) if (body.isAlive) behaviorOf(trigger).throw?.(body, trigger);
      // What is thrown may interrupt the activity before the next instance starts.
      body.run.later(0, () => body.isAlive && goOn());
    };
  },
  cleared: (body) => handOver(body, body.node.marker as MultiInstance),
};

function itemsOf(body: Visit, marker: MultiInstance): Json[] {
  if (marker.collection) {
    const value = body.evaluate(marker.collection);
    if (Array.isArray(value)) {
      refuseTooMany(body, value.length);
      return value;
    }
    return body.fail(
      'multi-instance',
      `expected a list as the input collection, found ${JSON.stringify(value)}`,
    );
  }
  const count = marker.cardinality ? Number(body.evaluate(marker.cardinality) ?? Number.NaN) : Number.NaN;
  if (!Number.isInteger(count) || count < 0)
    body.fail('multi-instance', 'expected the number of instances to be a whole number from 0');
  refuseTooMany(body, count);
  return Array.from({ length: count }, (_, i) => i + 1);
}

function refuseTooMany(body: Visit, count: number): void {
  if (count > MOST_INSTANCES)
    body.fail('multi-instance', `expected at most ${MOST_INSTANCES} instances, found ${count}`);
  const around = instancesAround(body);
  if (count * around > MOST_INSTANCES)
    body.fail(
      'multi-instance',
      `expected at most ${MOST_INSTANCES} instances, found ${count} in each of ${around} around them`,
    );
}

/** How many instances of what is around the body run beside each other. */
function instancesAround(body: Visit): number {
  const { run } = body;
  let around = 1;
  for (let at = run.find(body.instance.scope); at !== undefined; at = run.find(at.scope)) {
    const { marker } = run.node(at.node).node;
    const isParallel = marker?.kind === 'multi-instance' && !marker.sequential && !at.iteration;
    if (isParallel) around *= Math.max(1, Number(at.data?.total ?? 1));
  }
  return around;
}

function spawn(body: Visit, marker: MultiInstance, index: number, item: Json): void {
  const output = variableOf(marker);
  // Local to the instance, so that results of several do not overwrite each other (Zeebe).
  const variables: Variables = output === undefined ? {} : { [output]: null };
  variables.loopCounter = index;
  if (marker.collection && marker.inputElement) variables[marker.inputElement] = item;
  body.run.activate(body.prepared, body.id, { index, iteration: true, variables });
}

/** Gives up what still runs. */
function finish(body: Visit): void {
  body.run.terminateChildren(body.id, 'multi-instance is complete', 'cancelled');
  afterwards(body.run, body.id, { do: 'go-on' });
}

/** Hands the outputs over in the order of the items, and completes. */
function handOver(body: Visit, marker: MultiInstance): void {
  if (marker.outputCollection) {
    const { total } = body.data as { total: number };
    const outputs = Array.from(
      { length: total },
      (_, i) => (body.data[page(i + 1)] as Variables | undefined)?.[i + 1] ?? null,
    );
    body.run.propagate(body.instance.scope, { [marker.outputCollection]: outputs });
  }
  body.complete();
}
