import type Modeler from 'bpmn-js/lib/Modeler';
import type { Shape } from '../../blocks/insert-block.ts';
import { laidOut } from '../../diagram/layout.ts';

interface Point {
  x: number;
  y: number;
}
interface Size {
  width: number;
  height: number;
}
/** Where the layouter wants an element: its middle, or the bends of a flow. */
export interface Place {
  middle?: Point;
  bends?: Point[];
}
interface Modeling {
  moveShape(shape: Shape, delta: Point, parent: undefined, index: undefined, hints: object): void;
  updateWaypoints(connection: Shape, points: Point[]): void;
}
interface Registry {
  getAll(): (Shape & { labels?: Shape[]; labelTarget?: Shape; collapsed?: boolean })[];
}
interface PlaneElement {
  bpmnElement: { id: string };
  bounds?: Point & Size;
  waypoint?: Point[];
}
interface Definitions {
  diagrams?: { plane: { planeElement?: PlaneElement[] } }[];
}

const middleOf = ({ x, y, width, height }: Point & Size): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where a way to the next bend leaves a shape of that size, along the axis on which the bend lies. */
export function edgeTowards(middle: Point, { width, height }: Size, next: Point): Point {
  const across = Math.abs(next.x - middle.x) * height >= Math.abs(next.y - middle.y) * width;
  return across
    ? { x: middle.x + (Math.sign(next.x - middle.x) * width) / 2, y: middle.y }
    : { x: middle.x, y: middle.y + (Math.sign(next.y - middle.y) * height) / 2 };
}

/** Moves everything to the places that were found: one step of undo. */
class LayOut {
  static $inject = ['modeling', 'elementRegistry'];
  constructor(
    private readonly modeling: Modeling,
    private readonly registry: Registry,
  ) {}

  preExecute({ places }: { places: Map<string, Place> }): void {
    const all = this.registry.getAll().filter(({ labelTarget }) => labelTarget === undefined);
    const hints = { layout: false, autoResize: false, attachSupport: false };
    for (const shape of all) {
      const wanted = places.get(shape.id)?.middle;
      if (!wanted || shape.waypoints) continue;
      const now = middleOf(shape);
      const delta = { x: Math.round(wanted.x - now.x), y: Math.round(wanted.y - now.y) };
      if (!delta.x && !delta.y) continue;
      for (const label of shape.labels ?? [])
        this.modeling.moveShape(label, delta, undefined, undefined, hints);
      this.modeling.moveShape(shape, delta, undefined, undefined, hints);
    }
    for (const flow of all) {
      const bends = places.get(flow.id)?.bends;
      if (!bends || !flow.waypoints || !flow.source || !flow.target) continue;
      const inner = bends.slice(1, -1);
      const [from, to] = [middleOf(flow.source), middleOf(flow.target)];
      this.modeling.updateWaypoints(flow, [
        edgeTowards(from, flow.source, inner[0] ?? to),
        ...inner,
        edgeTowards(to, flow.target, inner.at(-1) ?? from),
      ]);
    }
  }
  execute(): never[] {
    return [];
  }
  revert(): never[] {
    return [];
  }
}

/** The module that lets a whole diagram be laid out. */
export const autoLayoutModule = {
  __init__: [
    [
      'commandStack',
      (stack: { registerHandler(name: string, handler: unknown): void }): void =>
        stack.registerHandler('opora.lay-out', LayOut),
    ],
  ],
};

/** Whether the layouter knows what to do with the diagram: it knows no pools and no open sub-processes. */
export function canLayOut(modeler: Modeler): boolean {
  const all = modeler.get<Registry>('elementRegistry').getAll();
  return !all.some(
    ({ type, collapsed }) =>
      type === 'bpmn:Participant' || (/(SubProcess|Transaction)$/.test(type) && !collapsed),
  );
}

/** Lays a diagram out from left to right; can be undone at once. */
export async function layOut(modeler: Modeler): Promise<void> {
  const { xml = '' } = await modeler.saveXML();
  const moddle = modeler.get<{ fromXML(xml: string): Promise<{ rootElement: Definitions }> }>('moddle');
  const { rootElement } = await moddle.fromXML(await laidOut(xml));
  const places = new Map<string, Place>();
  for (const { plane } of rootElement.diagrams ?? [])
    for (const { bpmnElement, bounds, waypoint } of plane.planeElement ?? [])
      places.set(bpmnElement.id, {
        ...(bounds ? { middle: middleOf(bounds) } : {}),
        ...(waypoint ? { bends: waypoint.map(({ x, y }) => ({ x, y })) } : {}),
      });
  modeler
    .get<{ execute(command: string, context: object): void }>('commandStack')
    .execute('opora.lay-out', { places });
}
