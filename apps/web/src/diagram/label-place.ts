import { crosses, overlap, type Box, type Point } from './route-flow.ts';

/** Between an event and its name. */
const GAP = 4;

/** What is around an event that stands on the edge of a step. */
export interface Around {
  host: Box;
  /** Shapes and names that are to be seen. */
  shapes: readonly Box[];
  /** Flows and edges of lanes. */
  ways: readonly (readonly Point[])[];
}

/** Places for the name of an event on the edge of a step, the best first: outside of the step, beside the event, then off its end. */
function places(event: Box, { width, height }: Box, host: Box): Point[] {
  const right = event.x + event.width + GAP;
  const left = event.x - GAP - width;
  const centered = event.x + (event.width - width) / 2;
  const [middleX, middleY] = [event.x + event.width / 2, event.y + event.height / 2];
  const above = Math.min(event.y, host.y) - GAP - height;
  const below = Math.max(event.y + event.height, host.y + host.height) + GAP;
  const under = { x: centered, y: event.y + event.height + GAP };
  const over = { x: centered, y: event.y - GAP - height };
  if (middleY >= host.y + host.height - 1) {
    const y = host.y + host.height + GAP;
    return [under, { x: right, y }, { x: left, y }, { x: right, y: below }, { x: left, y: below }];
  }
  if (middleY <= host.y + 1) {
    const y = host.y - GAP - height;
    return [over, { x: right, y }, { x: left, y }, { x: right, y: above }, { x: left, y: above }];
  }
  const x = middleX <= host.x ? host.x - GAP - width : host.x + host.width + GAP;
  return [
    { x, y: event.y + event.height + GAP },
    { x, y: event.y - GAP - height },
  ];
}

/** Where the name of an event on the edge of a step is read best; undefined: it stands free, or nowhere better. */
export function labelPlace(event: Box, label: Box, { host, shapes, ways }: Around): Point | undefined {
  const hit = (at: Point): number => {
    const box = { ...label, ...at };
    const covered = [host, event, ...shapes].filter((shape) => overlap(box, shape)).length;
    return covered + ways.filter((way) => crosses([...way], [box])).length;
  };
  const now = hit(label);
  if (now === 0) return undefined;
  const [best] = places(event, label, host)
    .map((at) => ({ at, hits: hit(at) }))
    .sort((a, b) => a.hits - b.hits);
  return best && best.hits < now ? best.at : undefined;
}
