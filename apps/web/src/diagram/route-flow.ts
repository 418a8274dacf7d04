/** A place on the plane of a diagram. */
export interface Point {
  x: number;
  y: number;
}
/** The place and the size of a shape; `x` and `y` are its upper left corner. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Half of a column of the layout: between two columns nothing stands. */
const HALF_COLUMN = 75;
/** How far below (or above) the edge of a task the way between two rows runs. */
const CHANNEL = 22;

/** The middle of a shape. */
export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
const rightOf = (box: Box): number => box.x + box.width;
const bottomOf = (box: Box): number => box.y + box.height;
/** Where a way runs past the row of a shape, below (1) or above (-1). */
const channelOf = (box: Box, side: 1 | -1): number =>
  middleOf(box).y + side * (Math.max(box.height / 2, 40) + CHANNEL);
/** Right of the column of a shape, where nothing stands. */
export const columnEnd = (box: Box): number => Math.max(rightOf(box) + 25, middleOf(box).x + HALF_COLUMN);
/** Left of the column of a shape, where nothing stands. */
export const columnStart = (box: Box): number => Math.min(box.x - 25, middleOf(box).x - HALF_COLUMN);
/** The edge of a shape that looks down (1) or up (-1). */
export const edgeOf = (box: Box, side: 1 | -1): number => (side === 1 ? bottomOf(box) : box.y);

/** Whether two shapes lie over each other. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < rightOf(b) && b.x < rightOf(a) && a.y < bottomOf(b) && b.y < bottomOf(a);

/** Whether a way leads through one of the shapes. */
export function crosses(way: Point[], obstacles: Box[]): boolean {
  return way.slice(1).some((to, index) => {
    const from = way[index]!;
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return obstacles.some(
      (box) => left < rightOf(box) && right > box.x && top < bottomOf(box) && bottom > box.y,
    );
  });
}

/** The same way without points that are met twice or lie on a straight stretch; at least its two ends. */
export function straightened(way: Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of way) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last?.x === point.x && last.y === point.y) continue;
    const onLine =
      before &&
      last &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (onLine) kept.pop();
    kept.push(point);
  }
  return kept.length > 1 ? kept : [way[0]!, way.at(-1)!];
}

function candidates(source: Box, target: Box, host?: Box): Point[][] {
  const fromBelow = host !== undefined;
  const [from, to] = [middleOf(source), middleOf(target)];
  const under: Point = { x: from.x, y: bottomOf(source) };
  const after: Point = { x: rightOf(source), y: from.y };
  const below = host ? bottomOf(source) + 6 : channelOf(source, 1);
  const end = columnEnd(host ?? source);
  const side = to.y > from.y ? -1 : 1;
  const near = channelOf(target, side);
  const out: Point[] = fromBelow
    ? [under, { x: from.x, y: below }, { x: end, y: below }]
    : [after, { x: end, y: from.y }];
  const start = columnStart(target);
  if (start >= end - 1) {
    const into: Point[] = [
      { x: start, y: to.y },
      { x: target.x, y: to.y },
    ];
    const around = [...out, { x: end, y: near }, { x: start, y: near }, ...into];
    if (fromBelow)
      return [
        ...(to.y > under.y ? [[under, { x: from.x, y: to.y }, { x: target.x, y: to.y }]] : []),
        [under, { x: from.x, y: below }, { x: start, y: below }, ...into],
        around,
      ];
    return [
      [after, { x: start, y: from.y }, ...into],
      [after, { x: end, y: from.y }, { x: end, y: to.y }, { x: target.x, y: to.y }],
      around,
    ];
  }
  const home: Point[] = [
    { x: to.x, y: near },
    { x: to.x, y: edgeOf(target, side) },
  ];
  const leaves: Point = !fromBelow && to.y < from.y ? { x: from.x, y: source.y } : under;
  return [
    ...(source === target
      ? [[after, { x: end, y: from.y }, { x: end, y: below }, { x: from.x, y: below }, under]]
      : [[leaves, { x: from.x, y: near }, ...home]]),
    [...out, { x: end, y: near }, ...home],
  ];
}

/**
 * A way of a flow at right angles: the first of the usual ones that leads through no other shape, otherwise the one
 * that keeps to the free space between columns and rows. Flows of an event at the edge of a host leave from below.
 */
export function routeFlow(source: Box, target: Box, all: Box[], host?: Box): Point[] {
  const obstacles = all.filter((box) => box === host || (!overlap(box, source) && !overlap(box, target)));
  const ways = candidates(source, target, host).map(straightened);
  return ways.find((way) => !crosses(way, obstacles)) ?? ways.at(-1)!;
}

/** The way from a shape at `x` down (1) or up (-1) to the free space between two pools, past the shapes in between. */
export function leaveRow(box: Box, x: number, side: 1 | -1, level: number, all: Box[]): Point[] {
  const start: Point = { x, y: edgeOf(box, side) };
  const direct = [start, { x, y: level }];
  if (
    !crosses(
      direct,
      all.filter((other) => !overlap(other, box)),
    )
  )
    return direct;
  const [near, end] = [channelOf(box, side), columnEnd(box)];
  return [start, { x, y: near }, { x: end, y: near }, { x: end, y: level }];
}
