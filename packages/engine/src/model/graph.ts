import { compact, expression, feel } from './expressions.ts';
import { extension, readExtensions } from './extensions.ts';
import { many, one, text, type ModdleElement } from './moddle.ts';
import { alwaysInterrupts, messageTrigger, triggerOf, triggersOf } from './triggers.ts';
import type { ModelFlow, ModelNode, MultiInstanceEvent } from './types.ts';

/** Nodes and flows of one process, subprocesses included. */
export interface Graph {
  nodes: { [id: string]: ModelNode };
  flows: { [id: string]: ModelFlow };
}

/** Reads a process into nodes and flows. */
export function readGraph(process: ModdleElement): Graph {
  const graph: Graph = { nodes: {}, flows: {} };
  const root: ModelNode = {
    id: process.id!,
    type: process.$type,
    incoming: [],
    outgoing: [],
    children: [],
    ...readName(process),
    ...readExtensions(process),
  };
  graph.nodes[root.id] = root;
  readScope(process, root, graph);
  readLanes(process, graph);
  for (const flow of Object.values(graph.flows)) {
    graph.nodes[flow.source]?.outgoing.push(flow.id);
    graph.nodes[flow.target]?.incoming.push(flow.id);
  }
  linkUp(process, graph);
  return graph;
}

const readName = (element: ModdleElement): { name?: string; documentation?: string } =>
  compact({ name: text(element, 'name'), documentation: text(many(element, 'documentation')[0], 'text') });

function readScope(container: ModdleElement, scope: ModelNode, graph: Graph): void {
  for (const element of many(container, 'flowElements')) {
    if (element.$instanceOf('bpmn:SequenceFlow')) readFlow(element, graph);
    else if (element.$instanceOf('bpmn:FlowNode')) readNode(element, scope, graph);
  }
}

function readFlow(element: ModdleElement, graph: Graph): void {
  const source = one(element, 'sourceRef')?.id;
  const target = one(element, 'targetRef')?.id;
  if (source === undefined || target === undefined) return;
  const id = element.id ?? freeId(`${source}-to-${target}`, graph.flows);
  graph.flows[id] = compact({
    id,
    name: text(element, 'name'),
    source,
    target,
    condition: feel(text(one(element, 'conditionExpression'), 'body')),
  });
}

/** A process of one task, for a task that stands outside of any process. */
export function readTask(element: ModdleElement, type: string): Graph {
  const id = `${element.id}-task`;
  const about = { ...readName(element), ...readExtensions(element) };
  const root: ModelNode = {
    id: element.id!,
    type: 'bpmn:Process',
    incoming: [],
    outgoing: [],
    children: [id],
  };
  const task: ModelNode = { id, type, scope: root.id, incoming: [], outgoing: [], ...about };
  return { nodes: { [root.id]: root, [id]: task }, flows: {} };
}

/** BPMN lets elements be without an id (8.3.1): then they get one, so that none is left out. */
function freeId(wanted: string, taken: { [id: string]: unknown }): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (!(id in taken)) return id;
  }
}

function readNode(element: ModdleElement, scope: ModelNode, graph: Graph): void {
  const isEvent = element.$instanceOf('bpmn:Event');
  const node: ModelNode = compact({
    id: element.id ?? freeId(`${scope.id}-${element.$type.split(':').at(-1)}`, graph.nodes),
    type: element.$type,
    ...readName(element),
    scope: scope.id,
    incoming: [],
    outgoing: [],
    defaultFlow: one(element, 'default')?.id,
    marker: markerOf(element),
    startQuantity: quantityOf(element, 'startQuantity'),
    completionQuantity: quantityOf(element, 'completionQuantity'),
    forCompensation: element.isForCompensation === true ? true : undefined,
    instantiate: element.instantiate === true ? true : undefined,
    triggers: isEvent ? triggersOf(element) : messageOf(element),
    parallelMultiple:
      element.parallelMultiple === true ||
      (element.instantiate === true && element.eventGatewayType === 'Parallel')
        ? true
        : undefined,
    interrupting: interruptingOf(element),
    attachedTo: one(element, 'attachedToRef')?.id,
    eventSubprocess: element.triggeredByEvent === true ? true : undefined,
    activationCondition: feel(text(one(element, 'activationCondition'), 'body')),
    adhoc: adhocOf(element),
    ...(element.$type === 'bpmn:CallActivity' ? dataAssociations(element) : resultsOf(element)),
    ...readExtensions(element),
  });
  scope.children!.push(node.id);
  graph.nodes[node.id] = node;
  if (element.$instanceOf('bpmn:SubProcess')) {
    node.children = [];
    readScope(element, node, graph);
  }
}

/** A number of tokens, where it is not one. */
function quantityOf(element: ModdleElement, property: string): number | undefined {
  const value = element[property];
  return value === undefined || Number(value) === 1 ? undefined : Number(value);
}

/** Data is known by its name, else its id. */
const dataName = (data: ModdleElement | undefined): string | undefined =>
  text(data, 'name') ??
  text(one(data, 'dataObjectRef'), 'name') ??
  one(data, 'dataObjectRef')?.id ??
  data?.id;

/**
 * BPMN's own data associations (10.4.2) of a call as its mappings. At other elements those of inputs are documentation:
 * a task sees the variables around it. Those of outputs say which variable a result of that name is meant for.
 */
function dataAssociations(element: ModdleElement): Pick<ModelNode, 'inputs' | 'outputs'> {
  const named = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``);
  const read = (property: string): { source: { feel: string }; target: string }[] =>
    many(element, property).flatMap((association) => {
      const source = dataName(many(association, 'sourceRef')[0]);
      const target = dataName(one(association, 'targetRef'));
      return source && target ? [{ source: { feel: named(source) }, target }] : [];
    });
  const inputs = read('dataInputAssociations');
  const outputs = read('dataOutputAssociations');
  return compact({
    inputs: inputs.length > 0 ? inputs : undefined,
    outputs: outputs.length > 0 ? outputs : undefined,
  });
}

/** Results of a task by the names of its data outputs, and the variables that they are meant for. */
function resultsOf(element: ModdleElement): Pick<ModelNode, 'results'> {
  const results = many(element, 'dataOutputAssociations').flatMap((association) => {
    const from = dataName(many(association, 'sourceRef')[0]);
    const to = dataName(one(association, 'targetRef'));
    return from && to && from !== to ? [{ from, to }] : [];
  });
  return results.length > 0 ? { results } : {};
}

function messageOf(element: ModdleElement): ModelNode['triggers'] {
  if (!element.$instanceOf('bpmn:ReceiveTask') && !element.$instanceOf('bpmn:SendTask')) return undefined;
  const message = one(element, 'messageRef');
  return message && [messageTrigger(message, element)];
}

function interruptingOf(element: ModdleElement): boolean | undefined {
  if (element.$type === 'bpmn:BoundaryEvent')
    return element.cancelActivity !== false || alwaysInterrupts(element);
  const inEventSubprocess = element.$type === 'bpmn:StartEvent' && element.$parent?.triggeredByEvent === true;
  return inEventSubprocess ? element.isInterrupting !== false || alwaysInterrupts(element) : undefined;
}

function adhocOf(element: ModdleElement): ModelNode['adhoc'] {
  if (element.$type !== 'bpmn:AdHocSubProcess') return undefined;
  const zeebe = extension(element, 'zeebe:AdHoc');
  return compact({
    sequential: element.ordering === 'Sequential',
    completionCondition: feel(text(one(element, 'completionCondition'), 'body')),
    cancelRemaining: element.cancelRemainingInstances !== false,
    activeElements: expression(text(zeebe, 'activeElementsCollection')),
    outputCollection: text(zeebe, 'outputCollection'),
    outputElement: expression(text(zeebe, 'outputElement')),
  });
}

function markerOf(element: ModdleElement): ModelNode['marker'] {
  const loop = one(element, 'loopCharacteristics');
  if (!loop) return undefined;
  if (loop.$type === 'bpmn:StandardLoopCharacteristics') {
    const maximum = loop.loopMaximum === undefined ? undefined : Number(loop.loopMaximum);
    return compact({
      kind: 'loop' as const,
      condition: feel(text(one(loop, 'loopCondition'), 'body')),
      testBefore: loop.testBefore === true,
      maximum,
    });
  }
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics');
  const data = dataOf(loop);
  return compact({
    kind: 'multi-instance' as const,
    sequential: loop.isSequential === true,
    cardinality: feel(text(one(loop, 'loopCardinality'), 'body')),
    collection: expression(text(zeebe, 'inputCollection')) ?? data.collection,
    inputElement: text(zeebe, 'inputElement') ?? data.inputElement,
    outputCollection: text(zeebe, 'outputCollection') ?? data.outputCollection,
    outputElement: expression(text(zeebe, 'outputElement')) ?? data.outputElement,
    completionCondition: feel(text(one(loop, 'completionCondition'), 'body')),
    events: eventsOf(loop),
  });
}

/** Events thrown while instances complete (BPMN 2.0.2, 10.3.8): none of its own for All, the default. */
function eventsOf(loop: ModdleElement): MultiInstanceEvent[] | undefined {
  const thrown = (property: string, when: MultiInstanceEvent['when']): MultiInstanceEvent[] => {
    const definition = one(loop, property);
    return definition ? [{ when, trigger: triggerOf(definition, loop) }] : [];
  };
  if (loop.behavior === 'None') return thrown('noneBehaviorEventRef', 'each');
  if (loop.behavior === 'One') return thrown('oneBehaviorEventRef', 'first');
  if (loop.behavior !== 'Complex') return undefined;
  return many(loop, 'complexBehaviorDefinition').flatMap((definition) => {
    const condition = feel(text(one(definition, 'condition'), 'body'));
    const event = one(definition, 'event');
    return many(event, 'eventDefinitions').map((one) =>
      compact({ when: 'each' as const, condition, trigger: triggerOf(one, event!) }),
    );
  });
}

/** Collections named by BPMN's own data references (10.4.5) instead of extensions: the variable has the name of the data. */
function dataOf(loop: ModdleElement): {
  collection?: { feel: string };
  inputElement?: string;
  outputCollection?: string;
  outputElement?: { feel: string };
} {
  const nameOf = (property: string): string | undefined => dataName(one(loop, property));
  // Data of the activity itself stands for the variable with which an association ties it (10.4.2).
  const tied = (
    property: string,
    associations: string,
    [here, there]: [string, string],
  ): string | undefined => {
    const data = one(loop, property);
    const ends = (association: ModdleElement, end: string): ModdleElement[] =>
      end === 'sourceRef'
        ? many(association, end)
        : [one(association, end)].filter((found) => found !== undefined);
    const found = many(loop.$parent, associations).find((one) => data && ends(one, here).includes(data));
    return (found && dataName(ends(found, there)[0])) ?? dataName(data);
  };
  const collection = tied('loopDataInputRef', 'dataInputAssociations', ['targetRef', 'sourceRef']);
  const outputElement = nameOf('outputDataItem');
  return compact({
    collection: collection === undefined ? undefined : { feel: collection },
    inputElement: nameOf('inputDataItem'),
    outputCollection: tied('loopDataOutputRef', 'dataOutputAssociations', ['sourceRef', 'targetRef']),
    outputElement: outputElement === undefined ? undefined : { feel: outputElement },
  });
}

function readLanes(process: ModdleElement, graph: Graph): void {
  const read = (sets: ModdleElement[]): void => {
    for (const lane of sets.flatMap((set) => many(set, 'lanes'))) {
      for (const { id } of many(lane, 'flowNodeRef')) {
        const node = id === undefined ? undefined : graph.nodes[id];
        const name = text(lane, 'name');
        if (node && name) node.lane = name;
      }
      const child = one(lane, 'childLaneSet');
      if (child) read([child]);
    }
  };
  read(many(process, 'laneSets'));
}

/** Ties boundary events, link events and compensation handlers to their partners. */
function linkUp(process: ModdleElement, { nodes }: Graph): void {
  for (const node of Object.values(nodes)) {
    if (node.attachedTo !== undefined && nodes[node.attachedTo])
      (nodes[node.attachedTo]!.boundary ??= []).push(node.id);
    for (const trigger of node.triggers ?? []) {
      if (trigger.kind !== 'link' || node.type !== 'bpmn:IntermediateThrowEvent') continue;
      const target = Object.values(nodes).find(
        (other) =>
          other.type === 'bpmn:IntermediateCatchEvent' &&
          other.scope === node.scope &&
          other.triggers?.some((one) => one.kind === 'link' && one.name === trigger.name),
      );
      if (target) trigger.target = target.id;
    }
  }
  const associate = (container: ModdleElement): void => {
    for (const artifact of many(container, 'artifacts')) {
      const source = nodes[one(artifact, 'sourceRef')?.id ?? ''];
      const handler = nodes[one(artifact, 'targetRef')?.id ?? ''];
      if (source?.attachedTo && handler?.forCompensation && nodes[source.attachedTo])
        nodes[source.attachedTo]!.compensatedBy = handler.id;
    }
    for (const inner of many(container, 'flowElements'))
      if (inner.$instanceOf('bpmn:SubProcess')) associate(inner);
  };
  associate(process);
}
