import type { BpmnModdle } from 'bpmn-moddle';
import { arrangePools, type Arrangement, type Pool, type PoolFlow, type PoolLane } from './arrange-pools.ts';
import type { Box, Point } from './route-flow.ts';

interface Element {
  $type: string;
  $instanceOf(type: string): boolean;
  id: string;
  rootElements?: Element[];
  diagrams?: { plane: { planeElement?: Drawn[] } }[];
  participants?: Element[];
  messageFlows?: Element[];
  processRef?: Element;
  flowElements?: Element[];
  laneSets?: Element[];
  lanes?: Element[];
  childLaneSet?: Element;
  flowNodeRef?: Element[];
  attachedToRef?: Element;
  incoming?: Element[];
  outgoing?: Element[];
  sourceRef?: Element | Element[];
  targetRef?: Element | Element[];
  dataInputAssociations?: Element[];
  dataOutputAssociations?: Element[];
}
interface Drawn extends Element {
  bpmnElement: Element;
  isExpanded?: boolean;
  isMarkerVisible?: boolean;
  bounds?: Box;
  waypoint?: Point[];
}
interface Read {
  rootElement: Element;
  elementsById: { [id: string]: Element };
}

const isA = (element: Element, type: string): boolean => element.$instanceOf(`bpmn:${type}`);
const only = (reference: Element | Element[] | undefined): Element | undefined =>
  Array.isArray(reference) ? reference[0] : reference;

/** Whether a file has elements but says nowhere where they stand, as files written by hand or by programs do. */
export const hasNoLayout = (xml: string): boolean =>
  !/<(?:\w+:)?BPMNShape\b/.test(xml) && /<(?:\w+:)?(?:startEvent|task|userTask|endEvent)\b/.test(xml);

/** The sub-processes that are drawn open; in a file without a drawing all are, or their steps had no place. */
function openOnes({ rootElement, elementsById }: Read, drawn: boolean): Set<string> {
  const open = (rootElement.diagrams ?? [])
    .flatMap(({ plane }) => plane.planeElement ?? [])
    .filter(({ isExpanded }) => isExpanded)
    .map(({ bpmnElement }) => bpmnElement.id);
  const all = Object.values(elementsById).filter((element) => isA(element, 'SubProcess'));
  return new Set(drawn ? open : all.map(({ id }) => id));
}

/** Says at the elements which flows they have: the layouter looks there, and files by hand say it only at the flows. */
function nameFlowsAtTheirEnds(elementsById: Read['elementsById']): void {
  for (const flow of Object.values(elementsById)) {
    if (!isA(flow, 'SequenceFlow')) continue;
    const [source, target] = [only(flow.sourceRef), only(flow.targetRef)];
    if (source && !source.outgoing?.includes(flow)) source.outgoing = [...(source.outgoing ?? []), flow];
    if (target && !target.incoming?.includes(flow)) target.incoming = [...(target.incoming ?? []), flow];
  }
}

/** What the layouter draws of one process; it lays out the first of a file. */
async function drawnProcess(
  moddle: BpmnModdle,
  root: Element,
  process: Element,
  open: Set<string>,
): Promise<Drawn[]> {
  const { layoutProcess } = await import('bpmn-auto-layout');
  const [roots, diagrams] = [root.rootElements ?? [], root.diagrams ?? []];
  const shapes = [...elementsOf(process, open)]
    .filter(({ element }) => open.has(element.id))
    .map(({ element }) =>
      moddle.create('bpmndi:BPMNShape', { id: `${element.id}_open`, bpmnElement: element, isExpanded: true }),
    );
  const plane = moddle.create('bpmndi:BPMNPlane', { bpmnElement: process, planeElement: shapes });
  root.rootElements = [process, ...roots.filter((other) => other !== process)];
  root.diagrams = [moddle.create('bpmndi:BPMNDiagram', { plane }) as { plane: object }];
  const { xml } = await moddle.toXML(root);
  [root.rootElements, root.diagrams] = [roots, diagrams];
  const laid = (await moddle.fromXML(await layoutProcess(xml))).rootElement as Element;
  return (laid.diagrams ?? []).flatMap(({ plane }) => plane.planeElement ?? []);
}

/** The elements that are drawn, with the element of the process in which they stand. */
function* elementsOf(
  scope: Element,
  open: Set<string>,
  within?: Element,
): Generator<{ element: Element; outer: Element }> {
  for (const element of scope.flowElements ?? []) {
    const outer = within ?? element.attachedToRef ?? element;
    yield { element, outer };
    if (open.has(element.id)) yield* elementsOf(element, open, outer);
  }
}

/** How far apart the middles of events at one edge stand, so that their names have room. */
const BESIDE = 60;

/** Puts the events at the edge of a step beside each other: the layouter lets them overlap on one of usual size. */
function spreadAttached(elements: { element: Element }[], places: Map<string, Drawn>): void {
  const attached = new Map<string, Box[]>();
  for (const { element } of elements) {
    const bounds = places.get(element.id)?.bounds;
    if (!element.attachedToRef || !bounds) continue;
    const { id } = element.attachedToRef;
    attached.set(id, [...(attached.get(id) ?? []), bounds]);
  }
  for (const [id, events] of attached) {
    const host = places.get(id)?.bounds;
    if (!host || events.length < 2) continue;
    const apart = Math.min(BESIDE, host.width / (events.length - 1));
    const first = host.x + host.width / 2 - (apart * (events.length - 1)) / 2;
    events.forEach((event, at) => (event.x = Math.round(first + at * apart - event.width / 2)));
  }
}

/** The process of a participant as the arrangement wants it. */
function poolOf(process: Element, drawn: Drawn[], open: Set<string>, id?: string): Pool {
  const laneOf = new Map<string, string>();
  const lanesOf = (set?: Element): PoolLane[] =>
    (set?.lanes ?? []).map((lane) => {
      for (const node of lane.flowNodeRef ?? []) laneOf.set(node.id, lane.id);
      return { id: lane.id, lanes: lanesOf(lane.childLaneSet) };
    });
  const lanes = (process.laneSets ?? []).flatMap(lanesOf);
  const elements = [...elementsOf(process, open)];
  for (const { element, outer } of elements) {
    const lane = laneOf.get(outer.id);
    const data = [
      ...(element.dataInputAssociations ?? []).map(({ sourceRef }) => only(sourceRef)),
      ...(element.dataOutputAssociations ?? []).map(({ targetRef }) => only(targetRef)),
    ];
    if (lane !== undefined) for (const item of data) if (item) laneOf.set(item.id, lane);
  }
  const places = new Map(drawn.map((shape) => [shape.bpmnElement.id, shape]));
  spreadAttached(elements, places);
  return {
    ...(id === undefined ? {} : { id }),
    lanes,
    nodes: elements.flatMap(({ element, outer }) => {
      const bounds = places.get(element.id)?.bounds;
      const lane = laneOf.get(outer.id);
      if (!bounds) return [];
      const { x, y, width, height } = bounds;
      return [
        {
          id: element.id,
          box: { x, y, width, height },
          ...(lane === undefined ? {} : { lane }),
          ...(element.attachedToRef ? { host: element.attachedToRef.id } : {}),
        },
      ];
    }),
    flows: elements.flatMap(({ element }): PoolFlow[] => {
      const [source, target] = [only(element.sourceRef), only(element.targetRef)];
      if (!source || !target) return [];
      const bends = (places.get(element.id)?.waypoint ?? []).map(({ x, y }) => ({ x, y }));
      return [{ id: element.id, source: source.id, target: target.id, bends }];
    }),
  };
}

/** Writes the arrangement down as the only diagram of the file. */
function draw(
  moddle: BpmnModdle,
  { rootElement, elementsById }: Read,
  plane: Element,
  found: Arrangement,
  open: Set<string>,
): void {
  const shapes = [...found.boxes].map(([id, box]) => {
    const element = elementsById[id]!;
    const band = isA(element, 'Participant') || isA(element, 'Lane');
    return moddle.create('bpmndi:BPMNShape', {
      id: `${id}_di`,
      bpmnElement: element,
      bounds: moddle.create('dc:Bounds', box),
      ...(band ? { isHorizontal: true } : {}),
      ...(open.has(id) ? { isExpanded: true } : {}),
      ...(isA(element, 'ExclusiveGateway') ? { isMarkerVisible: true } : {}),
    });
  });
  const edges = [...found.ways].map(([id, way]) =>
    moddle.create('bpmndi:BPMNEdge', {
      id: `${id}_di`,
      bpmnElement: elementsById[id],
      waypoint: way.map((point) => moddle.create('dc:Point', point)),
    }),
  );
  rootElement.diagrams = [
    moddle.create('bpmndi:BPMNDiagram', {
      id: `BPMNDiagram_${plane.id}`,
      plane: moddle.create('bpmndi:BPMNPlane', {
        id: `BPMNPlane_${plane.id}`,
        bpmnElement: plane,
        planeElement: [...shapes, ...edges],
      }),
    }) as { plane: object },
  ];
}

/**
 * The same file with its elements laid out from left to right, each process in its pool and lanes, the pools one under
 * another; what it had drawn before is replaced.
 */
export async function laidOut(xml: string): Promise<string> {
  const { BpmnModdle } = await import('bpmn-moddle');
  const moddle = new BpmnModdle();
  const read = (await moddle.fromXML(xml)) as unknown as Read;
  const root = read.rootElement;
  nameFlowsAtTheirEnds(read.elementsById);
  const open = openOnes(read, !hasNoLayout(xml));
  const roots = root.rootElements ?? [];
  const collaboration = roots.find(
    (element) => isA(element, 'Collaboration') && element.participants?.length,
  );
  const first = roots.find((element) => isA(element, 'Process'));
  const plane = collaboration ?? first;
  if (!plane) return xml;
  const pools: Pool[] = [];
  const seen = new Set<Element>();
  const participants = collaboration?.participants ?? [{ id: undefined, processRef: first }];
  for (const { id, processRef } of participants) {
    const process = processRef && !seen.has(processRef) ? processRef : undefined;
    if (process) seen.add(process);
    pools.push(
      process
        ? poolOf(process, await drawnProcess(moddle, root, process, open), open, id)
        : { ...(id === undefined ? {} : { id }), lanes: [], nodes: [], flows: [] },
    );
  }
  const messages = (collaboration?.messageFlows ?? []).flatMap(({ id, sourceRef, targetRef }) => {
    const [source, target] = [only(sourceRef), only(targetRef)];
    return source && target ? [{ id, source: source.id, target: target.id }] : [];
  });
  draw(moddle, read, plane, arrangePools(pools, messages), open);
  return (await moddle.toXML(root, { format: true })).xml;
}
