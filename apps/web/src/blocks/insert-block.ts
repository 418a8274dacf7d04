import { cell, fragmentXml, type Fragment } from '@opora/modeling';
import { PALETTE, readable, type View } from '../diagram/look-at.ts';
import type { Box, Point } from '../diagram/route-flow.ts';
import { longestWord } from '../diagram/whole-words.ts';
import type Modeler from 'bpmn-js/lib/Modeler';
import { boxesOfWay, freeRoom } from './free-room.ts';
import { wayAfter } from './way-after.ts';

/** A shape or flow of the diagram, as far as it is looked at here. */
export interface Shape {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  parent?: Shape;
  host?: Shape;
  labelTarget?: Shape;
  label?: Shape;
  collapsed?: boolean;
  waypoints?: Point[];
  source?: Shape;
  target?: Shape;
  outgoing: Shape[];
  incoming: Shape[];
  businessObject: Business;
}
interface Business {
  id: string;
  $type: string;
  $instanceOf(type: string): boolean;
  flowElements?: Business[];
  rootElements?: Business[];
  sourceRef?: Business;
  targetRef?: Business;
  attachedToRef?: Business;
  default?: Business;
  $parent?: Business | undefined;
  name?: string;
  conditionExpression?: Business;
  [more: string]: unknown;
}
interface Modeling {
  createShape(shape: object, at: { x: number; y: number }, parent: Shape, hints?: object): Shape;
  connect(source: Shape, target: Shape, attributes?: object): Shape;
  reconnectEnd(connection: Shape, target: Shape, docking: { x: number; y: number }): void;
  updateProperties(element: Shape, properties: object): void;
  updateModdleProperties(element: Shape, moddleElement: Business, properties: object): void;
  updateWaypoints(connection: Shape, points: { x: number; y: number }[]): void;
  moveElements(shapes: Shape[], delta: { x: number; y: number }): void;
}
interface SpaceTool {
  calculateAdjustments(
    elements: Shape[],
    axis: 'x' | 'y',
    delta: number,
    start: number,
  ): { movingShapes: Shape[]; resizingShapes: Shape[] };
  makeSpace(
    moving: Shape[],
    resizing: Shape[],
    delta: { x: number; y: number },
    direction: 'e' | 's',
    start: number,
  ): void;
}
/** What comes with a block beside the diagram: undo takes it back, redo brings it again. */
export interface Brought {
  bring(): void;
  takeBack(): void;
}
interface Placed {
  fragment: Fragment;
  id: string;
  definitions: Business;
  source: Shape | undefined;
  brought: Brought;
}

const middle = (shape: Shape): { x: number; y: number } => ({
  x: shape.x + shape.width / 2,
  y: shape.y + shape.height / 2,
});
/** Free way before a block (more where it has a name), and the height of its steps. */
const BEFORE = 60;
const NAMED = 105;
const STEP_HEIGHT = 80;
const isFlow = (shape: Shape): boolean => shape.type === 'bpmn:SequenceFlow';
const isFrame = ({ type, collapsed }: Shape): boolean =>
  /:(Participant|Lane|Group)$/.test(type) || (/:(SubProcess|Transaction)$/.test(type) && !collapsed);
/** Participants and lanes have their names along their left edge; beside it names of events want room. */
const isTitled = ({ type }: Shape): boolean => /:(Participant|Lane)$/.test(type);
const titleOf = ({ x, y, height }: Shape): Box => ({ x, y, width: 90, height });
const isNode = (shape: Shape): boolean => shape.businessObject.$instanceOf('bpmn:FlowNode');

/** Makes room for a block, draws it and puts it into the way: all of it one step of undo. */
class InsertBlock {
  static $inject = [
    'modeling',
    'elementFactory',
    'elementRegistry',
    'spaceTool',
    'canvas',
    'moddle',
    'textRenderer',
  ];
  constructor(
    private readonly modeling: Modeling,
    private readonly elementFactory: { createShape(attributes: object): Shape },
    private readonly elementRegistry: {
      filter(test: (one: Shape) => boolean): Shape[];
      get(id: string): Shape | undefined;
    },
    private readonly spaceTool: SpaceTool,
    private readonly canvas: {
      getRootElement(): Shape;
      viewbox(): View;
    },
    private readonly moddle: {
      ids: { claim(id: string, element: object): void; assigned(id: string): unknown };
    },
    private readonly text: { getDimensions(text: string, options: object): { width: number } },
  ) {}

  preExecute(context: Placed & { inserted?: Shape[] }): void {
    const { fragment, id, definitions } = context;
    const process = definitions.rootElements![0]!;
    const inner = new Map(process.flowElements!.map((element) => [element.id, element]));
    const { before, flow } = context.source ? wayAfter(context.source) : {};
    const columns = Math.max(...fragment.parts.map(({ at }) => at[0])) + 1;
    const rows = Math.max(...fragment.parts.map(({ at }) => at[1]));
    const from = before
      ? { x: before.x + before.width, y: middle(before).y }
      : this.free(columns * cell.width, rows * cell.height);
    // The name of the way into which it is put stands before it, not on it.
    const gap = flow?.businessObject.name ? NAMED : BEFORE;
    if (before) {
      if (flow) this.makeRoom('x', columns * cell.width + gap - BEFORE, from.x + 10);
      if (rows > 0) this.makeRoom('y', rows * cell.height, before.y + before.height + 15);
    }
    this.takeMessages(definitions);
    const parent = before?.parent ?? this.parentForNew();
    const shapes = new Map<string, Shape>();
    for (const { key, at, on } of fragment.parts) {
      const business = inner.get(`${id}-${key}`)!;
      for (const link of ['incoming', 'outgoing', 'default', 'attachedToRef']) delete business[link];
      business.$parent = undefined;
      this.moddle.ids.claim(business.id, business);
      const host = on === undefined ? undefined : shapes.get(on);
      const shape = this.elementFactory.createShape({
        type: business.$type,
        businessObject: business,
        ...(/Task$/.test(business.$type) ? { width: this.taskWidth(business.name ?? '') } : {}),
      });
      const beside = host
        ? fragment.parts.filter((part) => part.on === on).findIndex((part) => part.key === key)
        : 0;
      const place = host
        ? { x: host.x + host.width - 22 - beside * 46, y: host.y + host.height }
        : { x: from.x + (before ? gap : BEFORE) + cell.width * at[0] + 50, y: from.y + cell.height * at[1] };
      const made = this.modeling.createShape(shape, place, host ?? parent, host ? { attach: true } : {});
      // Names of events side by side would cover each other.
      if (beside > 0 && made.label) this.modeling.moveElements([made.label], { x: -26 * beside, y: 0 });
      shapes.set(key, made);
    }
    const target = flow?.target;
    for (const link of fragment.links) {
      const business = [...inner.values()].find(
        ({ $type, id: own }) => $type === 'bpmn:SequenceFlow' && own === `${id}-${link.from}-to-${link.to}`,
      )!;
      const [source, end] = [shapes.get(link.from), shapes.get(link.to)];
      if (link.from === 'in') {
        if (flow && end) this.modeling.reconnectEnd(flow, end, middle(end));
        else if (before && end) this.modeling.connect(before, end, { type: 'bpmn:SequenceFlow' });
        continue;
      }
      const to = link.to === 'out' ? target : end;
      if (!source || !to) continue;
      const made = this.modeling.connect(source, to, { type: 'bpmn:SequenceFlow' });
      const { name, conditionExpression } = business;
      this.modeling.updateProperties(made, {
        ...(name ? { name } : {}),
        ...(conditionExpression ? { conditionExpression } : {}),
      });
      if (link.to === 'out' && rows > 0) this.passOver(made);
      if (link.isDefault) this.modeling.updateProperties(source, { default: made.businessObject });
    }
    context.inserted = [...shapes.values()];
  }
  execute({ brought }: Placed): never[] {
    brought.bring();
    return [];
  }
  revert({ brought }: Placed): never[] {
    brought.takeBack();
    return [];
  }

  /** Where a block without a way may begin: room in which nothing stands and nothing runs. */
  private free(width: number, height: number): Point {
    const { x, y, ...view } = this.canvas.viewbox();
    const palette = (PALETTE / view.outer.width) * view.width;
    const taken = this.elementRegistry
      .filter((one) => one.parent !== undefined && (!isFrame(one) || isTitled(one)))
      .flatMap((one): Box[] =>
        one.waypoints ? boxesOfWay(one.waypoints) : [isTitled(one) ? titleOf(one) : one],
      );
    const seen = { x: x + palette, y, width: view.width - palette, height: view.height };
    const room = freeRoom({ width, height: height + STEP_HEIGHT }, seen, taken);
    return { x: room.x - BEFORE, y: room.y + STEP_HEIGHT / 2 };
  }

  /** A step is as wide as its longest word wants, as far as its column has room. */
  private taskWidth(name: string): number {
    const measure = (word: string): number => this.text.getDimensions(word, { box: { width: 10_000 } }).width;
    return Math.min(Math.max(100, Math.ceil(longestWord(name, measure)) + 16), cell.width - 40);
  }

  /** The way out runs beside what lies below its beginning, not through it. */
  private passOver(flow: Shape): void {
    const { source, target } = flow;
    if (!source || !target) return;
    const [from, to] = [middle(source), middle(target)];
    const right = source.x + source.width;
    if (target.y <= from.y || to.x <= right + 20) return;
    this.modeling.updateWaypoints(flow, [
      { x: right, y: from.y },
      { x: to.x, y: from.y },
      { x: to.x, y: target.y },
    ]);
  }

  /** Messages of the block stand beside the processes of the diagram. */
  private takeMessages({ rootElements = [] }: Business): void {
    const messages = rootElements.filter(({ $type }) => $type === 'bpmn:Message');
    if (messages.length === 0) return;
    const root = this.canvas.getRootElement();
    let definitions = root.businessObject;
    while (definitions.$parent) definitions = definitions.$parent;
    for (const message of messages) {
      message.$parent = definitions;
      this.moddle.ids.claim(message.id, message);
    }
    this.modeling.updateModdleProperties(root, definitions, {
      rootElements: [...(definitions.rootElements ?? []), ...messages],
    });
  }

  private makeRoom(axis: 'x' | 'y', size: number, start: number): void {
    const all = this.elementRegistry.filter(({ parent }) => parent !== undefined);
    const { movingShapes, resizingShapes } = this.spaceTool.calculateAdjustments(all, axis, size, start);
    this.spaceTool.makeSpace(
      movingShapes,
      resizingShapes,
      axis === 'x' ? { x: size, y: 0 } : { x: 0, y: size },
      axis === 'x' ? 'e' : 's',
      start,
    );
  }

  private parentForNew(): Shape {
    return (
      this.elementRegistry.filter(({ type }) => type === 'bpmn:Participant')[0] ??
      this.canvas.getRootElement()
    );
  }
}

/** The module that lets blocks be inserted. */
export const insertBlockModule = {
  __init__: [
    [
      'commandStack',
      (stack: { registerHandler(name: string, handler: unknown): void }): void =>
        stack.registerHandler('opora.insert-block', InsertBlock),
    ],
  ],
};

/** A free beginning of ids for a block: its name, numbered where the diagram or something else has it already. */
export function freeId(modeler: Modeler, block: string, alsoTaken: (id: string) => boolean): string {
  const registry = modeler.get<{ filter(test: (one: Shape) => boolean): Shape[] }>('elementRegistry');
  const taken = (id: string): boolean =>
    alsoTaken(id) || registry.filter((one) => one.id.startsWith(`${id}-`)).length > 0;
  for (let n = 1; ; n += 1) if (!taken(`${block}-${n}`)) return `${block}-${n}`;
}

/** Draws a block after an element (or a flow), or in free room in view, and brings what comes with it. */
export async function insertBlock(
  modeler: Modeler,
  { fragment, id, after }: { fragment: Fragment; id: string; after: string | undefined },
  brought: Brought,
): Promise<void> {
  const moddle = modeler.get<{ fromXML(xml: string): Promise<{ rootElement: Business }> }>('moddle');
  const { rootElement } = await moddle.fromXML(fragmentXml(id, fragment));
  const registry = modeler.get<{ get(id: string): Shape | undefined }>('elementRegistry');
  const found = after === undefined ? undefined : registry.get(after);
  const source = found && canFollow(found) ? found : undefined;
  const context: Placed & { inserted?: Shape[] } = {
    ...{ fragment, id, definitions: rootElement, source, brought },
  };
  modeler
    .get<{ execute(command: string, context: object): void }>('commandStack')
    .execute('opora.insert-block', context);
  const [first, ...others] = context.inserted ?? [];
  if (!first) return;
  modeler.get<{ select(shape: Shape): void }>('selection').select(first);
  const canvas = modeler.get<{ viewbox(box?: Box): View }>('canvas');
  const edge = (side: (shape: Shape) => number): number[] => [first, ...others].map(side);
  const [x, y] = [Math.min(...edge((one) => one.x)), Math.min(...edge((one) => one.y))];
  const right = Math.max(...edge((one) => one.x + one.width));
  const bottom = Math.max(...edge((one) => one.y + one.height));
  canvas.viewbox(readable({ x, y, width: right - x, height: bottom - y }, canvas.viewbox()));
}

/** The steps that a block can be put after, as people read a diagram: from left to right. */
export function stepsOf(modeler: Modeler): { id: string; name: string }[] {
  return modeler
    .get<{ filter(test: (one: Shape) => boolean): Shape[] }>('elementRegistry')
    .filter((one) => !one.labelTarget && isNode(one) && one.type !== 'bpmn:EndEvent')
    .sort((a, b) => a.x - b.x)
    .flatMap(({ id, businessObject: { name } }) => (name?.trim() ? [{ id, name: name.trim() }] : []));
}

/** Whether a block can be put after an element: after a step, or into a flow. */
export const canFollow = (shape: Shape): boolean => !shape.labelTarget && (isFlow(shape) || isNode(shape));

/** What the way is called on which a block will stand, where it is another than the one right behind the element. */
export function wayName(modeler: Modeler, id: string): string | undefined {
  const shape = modeler.get<{ get(id: string): Shape | undefined }>('elementRegistry').get(id);
  if (!shape || !canFollow(shape)) return undefined;
  const { before, flow } = wayAfter(shape);
  return before === shape ? undefined : flow?.businessObject.name;
}
