import {
  columnEnd,
  columnStart,
  leaveRow,
  middleOf,
  routeFlow,
  straightened,
  type Box,
  type Point,
} from './route-flow.ts';

/** A step of a process where the layout of its process put it, on rows of `ROW`. */
export interface PoolNode {
  id: string;
  box: Box;
  /** The lane that names it. */
  lane?: string;
  /** The step at whose edge it stands: its flows leave from below. */
  host?: string;
}
/** A flow within a process with the bends that the layout gave it. */
export interface PoolFlow {
  id: string;
  source: string;
  target: string;
  bends: Point[];
}
/** A lane with the lanes in it. */
export interface PoolLane {
  id: string;
  lanes: PoolLane[];
}
/** A participant with its process; without an id the bare process, without nodes a band. */
export interface Pool {
  id?: string;
  lanes: PoolLane[];
  nodes: PoolNode[];
  flows: PoolFlow[];
}
/** A message flow between nodes or pools. */
export interface MessageFlow {
  id: string;
  source: string;
  target: string;
}
/** Where everything stands at last. */
export interface Arrangement {
  boxes: Map<string, Box>;
  ways: Map<string, Point[]>;
}

/** Height of a row of the layout. */
export const ROW = 140;
/** Width of the strip with the name of a pool or a lane. */
export const HEADER = 30;
const MARGIN = 30;
const BETWEEN = 70;
const BLACK_BOX = 80;
const NARROWEST = 600;

const depthOf = (lanes: PoolLane[]): number =>
  lanes.length ? 1 + Math.max(...lanes.map((lane) => depthOf(lane.lanes))) : 0;
const leavesOf = (lanes: PoolLane[]): PoolLane[] =>
  lanes.flatMap((lane) => (lane.lanes.length ? leavesOf(lane.lanes) : [lane]));
const moved = <T extends Point>(what: T, dx: number, dy: number): T => ({
  ...what,
  x: what.x + dx,
  y: what.y + dy,
});
/** The rows of the layout on which a shape or a way lies. */
const rowsOf = (top: number, bottom: number): number[] => {
  const first = Math.floor(top / ROW);
  const last = Math.max(first, Math.ceil(bottom / ROW) - 1);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

/** The lane of each node: the named one, or that of a neighbor, or the first. */
function lanesOfNodes({ lanes, nodes, flows }: Pool): Map<string, string> {
  const leafOf = new Map<string, string>();
  const note = (lane: PoolLane): void => {
    leafOf.set(lane.id, leavesOf([lane])[0]!.id);
    lane.lanes.forEach(note);
  };
  lanes.forEach(note);
  const found = new Map<string, string>();
  for (const { id, lane } of nodes) {
    const leaf = lane === undefined ? undefined : leafOf.get(lane);
    if (leaf !== undefined) found.set(id, leaf);
  }
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { source, target } of flows)
      for (const [from, to] of [
        [source, target],
        [target, source],
      ] as const) {
        const lane = found.get(from);
        if (lane !== undefined && !found.has(to)) found.set(to, lane);
      }
  }
  for (const { id } of nodes) if (!found.has(id)) found.set(id, leavesOf(lanes)[0]!.id);
  return found;
}

/** Puts the nodes of each lane into its band, row by row, and draws the flows anew where they changed rows. */
function arrangeLanes(pool: Pool, left: number, top: number, out: Arrangement): number {
  const laneOf = lanesOfNodes(pool);
  const rows = new Map<string, number[]>();
  for (const { id, box } of pool.nodes) {
    const lane = laneOf.get(id)!;
    const all = new Set([...(rows.get(lane) ?? []), ...rowsOf(box.y, box.y + box.height)]);
    rows.set(
      lane,
      [...all].sort((a, b) => a - b),
    );
  }
  const bands = new Map<string, { top: number; bottom: number }>();
  let bottom = top;
  for (const { id } of leavesOf(pool.lanes)) {
    const band = { top: bottom, bottom: bottom + Math.max(1, rows.get(id)?.length ?? 0) * ROW };
    bands.set(id, band);
    bottom = band.bottom;
  }
  const deltaOf = (lane: string, row: number): number | undefined => {
    const index = rows.get(lane)?.indexOf(row) ?? -1;
    return index < 0 ? undefined : bands.get(lane)!.top + (index - row) * ROW;
  };
  for (const { id, box } of pool.nodes)
    out.boxes.set(id, moved(box, left, deltaOf(laneOf.get(id)!, Math.floor(box.y / ROW))!));

  const nodes = new Map(pool.nodes.map((node) => [node.id, node]));
  const all = pool.nodes.map(({ id }) => out.boxes.get(id)!);
  for (const { id, source, target, bends } of pool.flows) {
    const [from, to] = [nodes.get(source), nodes.get(target)];
    if (!from || !to) continue;
    const lane = laneOf.get(source)!;
    const ys = bends.map(({ y }) => y);
    const [high, low] = [Math.min(...ys), Math.max(...ys)];
    const [first, ...others] = bends.length > 1 ? rowsOf(high, low).map((row) => deltaOf(lane, row)) : [];
    const band = bands.get(lane)!;
    const stays =
      laneOf.get(target) === lane &&
      first !== undefined &&
      others.every((delta) => delta === first) &&
      high + first > band.top &&
      low + first < band.bottom;
    out.ways.set(
      id,
      stays
        ? bends.map((point) => moved(point, left, first))
        : routeFlow(out.boxes.get(source)!, out.boxes.get(target)!, all, out.boxes.get(from.host ?? '')),
    );
  }
  const place = (lane: PoolLane): { top: number; bottom: number } => {
    const parts = lane.lanes.map(place);
    const band = bands.get(lane.id) ?? { top: parts[0]!.top, bottom: parts.at(-1)!.bottom };
    out.boxes.set(lane.id, { x: 0, y: band.top, width: 0, height: band.bottom - band.top });
    return band;
  };
  pool.lanes.forEach(place);
  return bottom;
}

/** Moves a process without lanes as it is. */
function arrangePlain({ id, nodes, flows }: Pool, left: number, top: number, out: Arrangement): number {
  if (!nodes.length) return top + (id === undefined ? 0 : BLACK_BOX);
  const ys = [
    ...nodes.flatMap(({ box }) => [box.y, box.y + box.height]),
    ...flows.flatMap(({ bends }) => bends.map(({ y }) => y)),
  ];
  const [high, low] = [Math.min(...ys), Math.max(...ys)];
  const dy = top + MARGIN - high;
  for (const node of nodes) out.boxes.set(node.id, moved(node.box, left, dy));
  const hosts = new Map(nodes.map((node) => [node.id, node.host]));
  for (const flow of flows) {
    const [source, target] = [out.boxes.get(flow.source), out.boxes.get(flow.target)];
    if (!source || !target) continue;
    const host = hosts.get(flow.source);
    out.ways.set(
      flow.id,
      // Events at the edge of a step have been moved along it, and the layouter leads their ways through the step.
      flow.bends.length > 1 && host === undefined
        ? flow.bends.map((point) => moved(point, left, dy))
        : routeFlow(
            source,
            target,
            nodes.map(({ id }) => out.boxes.get(id)!),
            out.boxes.get(host ?? ''),
          ),
    );
  }
  return low + dy + MARGIN;
}

/** Message flows leave from and arrive at the edges that look at each other; between the pools they keep apart. */
function arrangeMessages(pools: Pool[], bands: Box[], messages: MessageFlow[], out: Arrangement): void {
  const poolOf = new Map<string, number>();
  pools.forEach(({ id, nodes }, index) => {
    if (id !== undefined) poolOf.set(id, index);
    for (const node of nodes) poolOf.set(node.id, index);
  });
  const known = messages.filter(({ source, target }) => poolOf.has(source) && poolOf.has(target));
  const isPool = (id: string): boolean => pools[poolOf.get(id)!]!.id === id;
  /** Messages at the same edge stand beside each other. */
  const edges = new Map<string, string[]>();
  const edge = (id: string, side: number): string => `${side} ${id}`;
  const sideOf = ({ source, target }: MessageFlow): 1 | -1 =>
    poolOf.get(source)! <= poolOf.get(target)! ? 1 : -1;
  for (const message of known)
    for (const key of [edge(message.source, sideOf(message)), edge(message.target, -sideOf(message))])
      edges.set(key, [...(edges.get(key) ?? []), message.id]);
  const along = (id: string, side: number, message: string): number => {
    const beside = edges.get(edge(id, side))!;
    const box = out.boxes.get(id)!;
    const step = Math.min(20, (box.width * 0.8) / beside.length);
    return middleOf(box).x + (beside.indexOf(message) - (beside.length - 1) / 2) * step;
  };
  const all = pools.flatMap(({ nodes }) => nodes.map(({ id }) => out.boxes.get(id)!));
  known.forEach((message, index) => {
    const { id, source, target } = message;
    const [from, to] = [out.boxes.get(source)!, out.boxes.get(target)!];
    if (poolOf.get(source) === poolOf.get(target)) {
      out.ways.set(id, routeFlow(from, to, all));
      return;
    }
    const side = sideOf(message);
    const band = bands[poolOf.get(source)!]!;
    const level = (side === 1 ? band.y + band.height : band.y) + side * (15 + (index % 5) * 10);
    const back = side === 1 ? -1 : 1;
    const end = (end: string, box: Box, looks: 1 | -1): Point[] | undefined =>
      isPool(end) ? undefined : leaveRow(box, along(end, looks, id), looks, level, all);
    const straight = (box: Box, looks: 1 | -1, x: number): Point[] => [
      { x, y: looks === 1 ? box.y + box.height : box.y },
      { x, y: level },
    ];
    const [out1, in1] = [end(source, from, side), end(target, to, back)];
    const x = in1?.at(-1)?.x ?? out1?.at(-1)?.x ?? along(source, side, id);
    out.ways.set(
      id,
      straightened([
        ...(out1 ?? straight(from, side, x)),
        ...(in1 ?? straight(to, back, out1?.at(-1)?.x ?? x)).reverse(),
      ]),
    );
  });
}

/**
 * Stacks pools one under another with a strip for their names, each with its process; lanes are bands with their
 * nodes, pools without a process are empty bands, and message flows run between the pools.
 */
export function arrangePools(pools: Pool[], messages: MessageFlow[]): Arrangement {
  const out: Arrangement = { boxes: new Map(), ways: new Map() };
  const headers = Math.max(
    0,
    ...pools.map(({ id, lanes }) => HEADER * ((id === undefined ? 0 : 1) + depthOf(lanes))),
  );
  const xs = pools.flatMap(({ nodes, flows }) => [
    ...nodes.flatMap(({ box }) => [columnStart(box), columnEnd(box)]),
    ...flows.flatMap(({ bends }) => bends.map(({ x }) => x)),
  ]);
  const left = headers + MARGIN - Math.min(0, ...xs);
  const width = Math.max(NARROWEST, left + Math.max(0, ...xs) + MARGIN);
  let top = 0;
  const bands = pools.map((pool): Box => {
    const arrange = pool.lanes.length ? arrangeLanes : arrangePlain;
    const band: Box = { x: 0, y: top, width, height: arrange(pool, left, top, out) - top };
    if (pool.id !== undefined) out.boxes.set(pool.id, band);
    const widen = (lanes: PoolLane[], x: number): void => {
      for (const lane of lanes) {
        out.boxes.set(lane.id, { ...out.boxes.get(lane.id)!, x, width: width - x });
        widen(lane.lanes, x + HEADER);
      }
    };
    widen(pool.lanes, pool.id === undefined ? 0 : HEADER);
    top += band.height + BETWEEN;
    return band;
  });
  arrangeMessages(pools, bands, messages, out);
  return out;
}
