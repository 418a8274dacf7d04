import type { Box } from './route-flow.ts';

/** What a canvas is seen through: the part of the drawing (`x` … `height`) on a place of `outer` pixels. */
export interface View extends Box {
  outer: { width: number; height: number };
}
/** What the palette takes of the left of the canvas, in pixels. */
export const PALETTE = 130;
const EDGE = 24;
/** From this size on the names of steps can be read without trouble. */
export const READABLE = 0.75;

/** The view in which the whole drawing is seen beside the palette, not larger than it is. */
export function wholeBeside(inner: Box, { outer }: Pick<View, 'outer'>, left = PALETTE): Box {
  const room = {
    width: Math.max(100, outer.width - left - EDGE),
    height: Math.max(100, outer.height - 2 * EDGE),
  };
  const scale = Math.min(1, room.width / Math.max(1, inner.width), room.height / Math.max(1, inner.height));
  const [width, height] = [outer.width / scale, outer.height / scale];
  return {
    x: inner.x + inner.width / 2 - (left + room.width / 2) / scale,
    y: inner.y + inner.height / 2 - height / 2,
    width,
    height,
  };
}

/** The view in which a part of the drawing can be read: the one there is where it will do. */
export function readable(part: Box, view: View, left = PALETTE): Box {
  const now = view.outer.width / view.width;
  const scale = Math.max(now, READABLE);
  const [width, height] = [view.outer.width / scale, view.outer.height / scale];
  const [beside, edge] = [left / scale, EDGE / scale];
  const seen =
    now >= READABLE &&
    part.x >= view.x + beside &&
    part.y >= view.y + edge &&
    part.x + part.width <= view.x + view.width - edge &&
    part.y + part.height <= view.y + view.height - edge;
  if (seen) return { x: view.x, y: view.y, width: view.width, height: view.height };
  const room = { width: width - beside - edge, height: height - 2 * edge };
  return {
    x: part.x - beside - Math.max(0, (room.width - part.width) / 2),
    y: part.y - edge - Math.max(0, (room.height - part.height) / 2),
    width,
    height,
  };
}
