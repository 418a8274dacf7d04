import type Modeler from 'bpmn-js/lib/Modeler';
import type { Shape } from '../../blocks/insert-block.ts';
import { laidOut } from '../../diagram/layout.ts';
import { edgeOf, middleOf, type Box, type Point } from '../../diagram/route-flow.ts';

type Size = Pick<Box, 'width' | 'height'>;
/** Where the layouter wants an element: its middle, its frame when others stand in it, or the bends of a flow. */
export interface Place {
  middle?: Point;
  frame?: Box;
  bends?: Point[];
}
interface Drawing {
  bounds: Box;
  isHorizontal?: boolean;
}
interface Element extends Shape {
  labels?: Shape[];
  labelTarget?: Shape;
  collapsed?: boolean;
  di: Drawing;
}
interface Modeling {
  moveShape(shape: Shape, delta: Point, parent: undefined, index: undefined, hints: object): void;
  updateWaypoints(connection: Shape, points: Point[]): void;
}
interface CommandStack {
  registerHandler(name: string, handler: unknown): void;
  execute(command: string, context: object): void;
}
interface Registry {
  getAll(): Element[];
}
interface PlaneElement {
  bpmnElement: { id: string };
  bounds?: Box;
  waypoint?: Point[];
}
interface Definitions {
  diagrams?: { plane: { planeElement?: PlaneElement[] } }[];
}

/** Where a way to the next bend leaves a shape of that size, along the axis on which the bend lies. */
export function edgeTowards(middle: Point, { width, height }: Size, next: Point): Point {
  const across = Math.abs(next.x - middle.x) * height >= Math.abs(next.y - middle.y) * width;
  return across
    ? { x: middle.x + (Math.sign(next.x - middle.x) * width) / 2, y: middle.y }
    : { x: middle.x, y: middle.y + (Math.sign(next.y - middle.y) * height) / 2 };
}

/** Whether other elements stand in the element: pools, lanes and open sub-processes. */
const isFrame = ({ type, collapsed }: Element): boolean =>
  type === 'bpmn:Participant' ||
  type === 'bpmn:Lane' ||
  (/(SubProcess|Transaction)$/.test(type) && !collapsed);

/** Where a message leaves or reaches a shape: at the edge that looks at the other end, a pool anywhere along it. */
function dock(shape: Element, point: Point, next: Point): Point {
  const x = Math.min(Math.max(point.x, shape.x), shape.x + shape.width);
  return { x, y: edgeOf(shape, next.y > middleOf(shape).y ? 1 : -1) };
}

interface FrameContext {
  shape: Element;
  frame: Box;
  before?: Drawing;
}

/** Gives a pool, lane or open sub-process its frame and leaves what stands in it to the layout. */
class SetFrame {
  execute(context: FrameContext): Element[] {
    const { shape, frame } = context;
    const { x, y, width, height } = shape;
    context.before = { bounds: { x, y, width, height }, isHorizontal: shape.di.isHorizontal };
    return this.put(shape, { bounds: frame, isHorizontal: /Participant|Lane/.test(shape.type) || undefined });
  }
  revert({ shape, before }: FrameContext): Element[] {
    return this.put(shape, before!);
  }
  private put(shape: Element, { bounds, isHorizontal }: Drawing): Element[] {
    Object.assign(shape, bounds);
    Object.assign(shape.di.bounds, bounds);
    if (isHorizontal === undefined) delete shape.di.isHorizontal;
    else shape.di.isHorizontal = isHorizontal;
    return [shape];
  }
}

/** Moves everything to the places that were found: one step of undo. */
class LayOut {
  static $inject = ['modeling', 'elementRegistry', 'commandStack'];
  constructor(
    private readonly modeling: Modeling,
    private readonly registry: Registry,
    private readonly stack: CommandStack,
  ) {}

  preExecute({ places }: { places: Map<string, Place> }): void {
    const all = this.registry.getAll().filter(({ labelTarget }) => labelTarget === undefined);
    // Frames first: moved into a lane that stands where it will stand, a step stays one of that lane.
    for (const shape of all) {
      const frame = places.get(shape.id)?.frame;
      if (frame && isFrame(shape)) this.stack.execute('opora.set-frame', { shape, frame });
    }
    const moved = new Map<string, Point>();
    for (const shape of all) {
      const wanted = places.get(shape.id)?.middle;
      if (!wanted || shape.waypoints || isFrame(shape)) continue;
      const now = middleOf(shape);
      const delta = { x: Math.round(wanted.x - now.x), y: Math.round(wanted.y - now.y) };
      if (delta.x || delta.y) moved.set(shape.id, delta);
      this.move(shape, delta);
    }
    this.follow(all, places, moved);
    for (const flow of all) this.lead(flow, places.get(flow.id)?.bends, moved);
  }
  execute(): never[] {
    return [];
  }
  revert(): never[] {
    return [];
  }
  private move(shape: Element, delta: Point): void {
    if (!delta.x && !delta.y) return;
    const hints = { layout: false, autoResize: false, attachSupport: false };
    for (const label of shape.labels ?? [])
      this.modeling.moveShape(label, delta, undefined, undefined, hints);
    this.modeling.moveShape(shape, delta, undefined, undefined, hints);
  }
  /** Annotations go with what they are about. */
  private follow(all: Element[], places: Map<string, Place>, moved: Map<string, Point>): void {
    for (const { type, source, target } of all) {
      if (type !== 'bpmn:Association' || !source || !target) continue;
      for (const [note, about] of [
        [source, target],
        [target, source],
      ] as [Element, Element][]) {
        const delta = moved.get(about.id);
        if (!delta || note.type !== 'bpmn:TextAnnotation' || places.has(note.id) || moved.has(note.id))
          continue;
        moved.set(note.id, delta);
        this.move(note, delta);
      }
    }
  }
  private lead(flow: Element, bends: Point[] | undefined, moved: Map<string, Point>): void {
    if (!flow.waypoints || !flow.source || !flow.target) return;
    if (!bends && !moved.has(flow.source.id) && !moved.has(flow.target.id)) return;
    const [from, to] = [middleOf(flow.source), middleOf(flow.target)];
    const inner = bends?.slice(1, -1) ?? [];
    if (bends && flow.type === 'bpmn:MessageFlow')
      this.modeling.updateWaypoints(flow, [
        dock(flow.source as Element, bends[0]!, bends[1]!),
        ...inner,
        dock(flow.target as Element, bends.at(-1)!, bends.at(-2)!),
      ]);
    else {
      // An open sub-process stands exactly where the way was drawn to; others may have another size.
      const start = isFrame(flow.source as Element) ? bends?.[0] : undefined;
      const end = isFrame(flow.target as Element) ? bends?.at(-1) : undefined;
      this.modeling.updateWaypoints(flow, [
        start ?? edgeTowards(from, flow.source, inner[0] ?? end ?? to),
        ...inner,
        end ?? edgeTowards(to, flow.target, inner.at(-1) ?? start ?? from),
      ]);
    }
  }
}

/** The module that lets a whole diagram be laid out. */
export const autoLayoutModule = {
  __init__: [
    [
      'commandStack',
      (stack: CommandStack): void => {
        stack.registerHandler('opora.set-frame', SetFrame);
        stack.registerHandler('opora.lay-out', LayOut);
      },
    ],
  ],
};

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** Lays a diagram out from left to right, its pools one under another; can be undone at once. */
export async function layOut(modeler: Modeler): Promise<void> {
  const { xml = '' } = await modeler.saveXML();
  const moddle = modeler.get<{ fromXML(xml: string): Promise<{ rootElement: Definitions }> }>('moddle');
  const { rootElement } = await moddle.fromXML(await laidOut(xml));
  const places = new Map<string, Place>();
  for (const { plane } of rootElement.diagrams ?? [])
    for (const { bpmnElement, bounds, waypoint } of plane.planeElement ?? [])
      places.set(bpmnElement.id, {
        ...(bounds ? { middle: middleOf(bounds), frame: boxOf(bounds) } : {}),
        ...(waypoint ? { bends: waypoint.map(({ x, y }) => ({ x, y })) } : {}),
      });
  modeler.get<CommandStack>('commandStack').execute('opora.lay-out', { places });
}
