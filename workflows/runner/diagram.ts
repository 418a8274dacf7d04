import { BpmnModdle } from 'bpmn-moddle';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface Element {
  id: string;
  $type: string;
  name?: string;
  flowElements?: Element[];
  laneSets?: { lanes: Element[] }[];
  participants?: Element[];
  attachedToRef?: Element;
}
interface DiagramElement {
  $type: string;
  bpmnElement: Element;
  bounds?: Bounds;
  waypoint?: { x: number; y: number }[];
  label?: { bounds?: Bounds };
}

const gateway = /(Parallel|Exclusive)Gateway$/;
const event = /Event$/;

/** What is missing in the drawing of a BPMN file: shapes, edges, Russian labels and their places, or shapes that cover each other. */
export async function diagramProblems(xml: string): Promise<string[]> {
  const { rootElement } = await new BpmnModdle().fromXML(xml);
  const { rootElements, diagrams } = rootElement as unknown as {
    rootElements: Element[];
    diagrams: { plane: { planeElement: DiagramElement[] } }[];
  };
  const drawn = new Map(diagrams[0]!.plane.planeElement.map((one) => [one.bpmnElement.id, one]));
  const elements = rootElements.flatMap(withContents);
  return [
    ...elements.flatMap((element) => drawingProblems(element, drawn.get(element.id))),
    ...overlaps(elements, drawn),
    ...crossedLabels(elements, drawn),
  ];
}

function withContents(element: Element): Element[] {
  const inner = [...(element.flowElements ?? []), ...(element.participants ?? [])].flatMap((one) => [
    one,
    ...withContents(one),
  ]);
  return [...inner, ...(element.laneSets ?? []).flatMap(({ lanes }) => lanes)];
}

function drawingProblems({ id, $type, name }: Element, drawn: DiagramElement | undefined): string[] {
  const isFlow = $type === 'bpmn:SequenceFlow';
  if (!drawn) return [`${id}: is not drawn`];
  const problems: string[] = [];
  if (isFlow && (drawn.waypoint?.length ?? 0) < 2) problems.push(`${id}: has no waypoints`);
  if (!isFlow && !drawn.bounds) problems.push(`${id}: has no bounds`);
  const mayBeBlank = isFlow || gateway.test($type);
  if (!mayBeBlank && !/[А-Яа-яЁё]/.test(name ?? '')) problems.push(`${id}: has no Russian label`);
  const outside = isFlow || event.test($type) || /Gateway$/.test($type);
  if (name && outside && !drawn.label?.bounds) problems.push(`${id}: its label has no place`);
  return problems;
}

/** Names of events and gateways that a flow or an edge of a lane, a participant or a subprocess runs through. */
function crossedLabels(elements: Element[], drawn: Map<string, DiagramElement>): string[] {
  const lines = elements.flatMap(({ id, $type }) => {
    const { bounds, waypoint } = drawn.get(id) ?? {};
    if (waypoint) return [{ id, points: waypoint }];
    if (!bounds || !/(Participant|Lane|SubProcess)$/.test($type)) return [];
    const [right, bottom] = [bounds.x + bounds.width, bounds.y + bounds.height];
    const corner = (x: number, y: number): { x: number; y: number } => ({ x, y });
    const edge = [corner(bounds.x, bounds.y), corner(right, bounds.y), corner(right, bottom)];
    return [{ id, points: [...edge, corner(bounds.x, bottom), corner(bounds.x, bounds.y)] }];
  });
  return elements.flatMap(({ id, $type }) => {
    const label = event.test($type) || /Gateway$/.test($type) ? drawn.get(id)?.label?.bounds : undefined;
    if (!label) return [];
    const through = lines.filter(({ points }) =>
      points.slice(1).some((to, at) => runsThrough(points[at]!, to, label)),
    );
    return through.map((line) => `${line.id} runs through the name of ${id}`);
  });
}

const runsThrough = (from: { x: number; y: number }, to: { x: number; y: number }, box: Bounds): boolean =>
  Math.min(from.x, to.x) < box.x + box.width &&
  Math.max(from.x, to.x) > box.x &&
  Math.min(from.y, to.y) < box.y + box.height &&
  Math.max(from.y, to.y) > box.y;

/** Pairs of shapes of one process that cover each other; containers, lanes and boundary events may. */
function overlaps(elements: Element[], drawn: Map<string, DiagramElement>): string[] {
  const shapes = elements.filter(
    ({ $type, attachedToRef }) => /(Task|Event|Gateway|CallActivity)$/.test($type) && !attachedToRef,
  );
  const bounds = shapes.flatMap(({ id }) =>
    drawn.get(id)?.bounds ? [{ id, ...drawn.get(id)!.bounds! }] : [],
  );
  return bounds.flatMap((a, index) =>
    bounds
      .slice(index + 1)
      .filter(
        (b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.id} covers ${b.id}`),
  );
}
