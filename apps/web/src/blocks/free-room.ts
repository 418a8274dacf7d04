import { overlap, type Box, type Point } from '../diagram/route-flow.ts';

/** Free space around what is put somewhere. */
const AROUND = 30;
const STEP = 20;

const wide = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** The upper left corner of free room for something of that size: the first in view, row by row, else below all that is there. */
export function freeRoom(size: { width: number; height: number }, view: Box, taken: readonly Box[]): Point {
  const fits = (at: Point): boolean => !taken.some((box) => overlap(wide({ ...at, ...size }, AROUND), box));
  for (let y = view.y + AROUND; y + size.height + AROUND <= view.y + view.height; y += STEP)
    for (let x = view.x + AROUND; x + size.width + AROUND <= view.x + view.width; x += STEP)
      if (fits({ x, y })) return { x, y };
  if (taken.length === 0) return { x: view.x + AROUND, y: view.y + AROUND };
  return {
    x: Math.min(...taken.map(({ x }) => x)),
    y: Math.max(...taken.map(({ y, height }) => y + height)) + AROUND * 2,
  };
}

/** The boxes that a line with these bends takes up. */
export function boxesOfWay(way: readonly Point[]): Box[] {
  return way.slice(1).map((to, at) => {
    const from = way[at]!;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x) || 1,
      height: Math.abs(from.y - to.y) || 1,
    };
  });
}
