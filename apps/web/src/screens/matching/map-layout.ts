import type { MatchingProposal } from '@opora/contracts';

/** A school on the drawing, in its units. */
export interface MapPoint {
  id: string;
  name: string;
  kind: 'school' | 'partner';
  x: number;
  y: number;
  /** Where its name stands; none where there is no room for it. */
  label: {
    x: number;
    y: number;
    anchor: 'start' | 'middle' | 'end';
    /** Where a line from the point to a name further away ends. */
    leader: { x: number; y: number } | null;
  } | null;
}
/** What is drawn: points, lines between paired ones, and who has no coordinates. */
export interface MapLayout {
  points: MapPoint[];
  lines: { key: string; from: MapPoint; to: MapPoint }[];
  missing: string[];
}

/** Places the schools of a proposal on a drawing; a degree of longitude is as long as it is at that latitude. */
export function layoutMap(
  { pairs, without, places }: MatchingProposal,
  size: { width: number; height: number; margin: number },
): MapLayout {
  const named = new Map<string, { name: string; kind: MapPoint['kind'] }>();
  for (const { partner } of pairs) named.set(partner.id, { name: partner.name, kind: 'partner' });
  for (const school of [...pairs.map((pair) => pair.school), ...without])
    named.set(school.id, { name: school.name, kind: 'school' });
  const known = [...named].filter(([id]) => places[id]);
  const middle = known.reduce((sum, [id]) => sum + places[id]!.latitude, 0) / (known.length || 1);
  const stretch = Math.cos((middle * Math.PI) / 180);
  const flat = known.map(([id, { name, kind }]) => ({
    ...{ id, name, kind },
    ...{ x: places[id]!.longitude * stretch, y: -places[id]!.latitude },
  }));
  const [left, top] = [Math.min(...flat.map(({ x }) => x)), Math.min(...flat.map(({ y }) => y))];
  const wide = Math.max(...flat.map(({ x }) => x)) - left;
  const high = Math.max(...flat.map(({ y }) => y)) - top;
  const inner = { width: size.width - 2 * size.margin, height: size.height - 2 * size.margin };
  const scale = Math.min(wide > 0 ? inner.width / wide : Infinity, high > 0 ? inner.height / high : Infinity);
  const unit = Number.isFinite(scale) ? scale : 0;
  const placed = flat.map((point) => ({
    ...point,
    x: size.margin + (inner.width - wide * unit) / 2 + (point.x - left) * unit,
    y: size.margin + (inner.height - high * unit) / 2 + (point.y - top) * unit,
  }));
  const drawn = <Point extends Bare>(of: Point[]) => {
    const at = new Map(of.map((point) => [point.id, point]));
    return pairs.flatMap(({ school, partner }) => {
      const [from, to] = [at.get(school.id), at.get(partner.id)];
      return from && to ? [{ key: school.id, from, to }] : [];
    });
  };
  const points = withLabels(placed, drawn(placed), size);
  return {
    points,
    lines: drawn(points),
    missing: [...named].filter(([id]) => !places[id]).map(([, { name }]) => name),
  };
}

/** Width of a letter and height of a line of a name, roughly, in units of the drawing. */
const letter = { width: 7.2, height: 14 };
/** What a point takes around its middle. */
const POINT = 7;
/** Further than this from its point a name is joined to it by a line. */
const NEAR = 22;
/** Places for a name, the best first: above, below, beside, and further away where schools of one town stand together. */
const ways: { dx: number; dy: number; anchor: 'start' | 'middle' | 'end' }[] = [
  { dx: 0, dy: -11, anchor: 'middle' },
  { dx: 0, dy: 21, anchor: 'middle' },
  { dx: 12, dy: 4, anchor: 'start' },
  { dx: -12, dy: 4, anchor: 'end' },
  { dx: 9, dy: -9, anchor: 'start' },
  { dx: -9, dy: -9, anchor: 'end' },
  { dx: 9, dy: 17, anchor: 'start' },
  { dx: -9, dy: 17, anchor: 'end' },
  ...[18, 34, 50, 66].flatMap((far) => [
    { dx: far, dy: -far / 2, anchor: 'start' as const },
    { dx: -far, dy: -far / 2, anchor: 'end' as const },
    { dx: far, dy: far / 2 + 8, anchor: 'start' as const },
    { dx: -far, dy: far / 2 + 8, anchor: 'end' as const },
    { dx: 0, dy: -11 - far, anchor: 'middle' as const },
    { dx: 0, dy: 21 + far, anchor: 'middle' as const },
  ]),
];

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
type Bare = Omit<MapPoint, 'label'>;
type Segment = { from: { x: number; y: number }; to: { x: number; y: number } };

const apart = (one: Box, other: Box): boolean =>
  other.right <= one.left || other.left >= one.right || other.bottom <= one.top || other.top >= one.bottom;

/** Whether a line runs through a box: what is left of it after each side has cut off its part (Liang and Barsky). */
function runsThrough({ from, to }: Segment, box: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [begin, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) begin = Math.max(begin, room / step);
    if (step > 0) end = Math.min(end, room / step);
  }
  return begin < end;
}

/**
 * Gives each point the first place for its name that no other name and no other point has taken; one through which no line runs, where
 * there is such a one. A name that would leave the drawing, or for which no room is left, is not written.
 */
function withLabels(points: Bare[], lines: Segment[], size: { width: number; height: number }): MapPoint[] {
  const dots: Box[] = points.map(({ x, y }) => ({
    ...{ left: x - POINT, right: x + POINT, top: y - POINT, bottom: y + POINT },
  }));
  const names: Box[] = [];
  const leaders: Segment[] = [];
  return points.map((point) => {
    const width = point.name.length * letter.width;
    const places = ways.flatMap(({ dx, dy, anchor }) => {
      const label = { x: point.x + dx, y: point.y + dy, anchor };
      const left = label.x - { start: 0, middle: width / 2, end: width }[anchor];
      const box = { left, right: left + width, top: label.y - letter.height + 3, bottom: label.y + 3 };
      const inside = box.left >= 0 && box.right <= size.width && box.top >= 0 && box.bottom <= size.height;
      const leader = leaderTo(box, point);
      if (!inside || ![...dots, ...names].every((other) => apart(box, other))) return [];
      const crossed =
        leaders.some((line) => runsThrough(line, box)) ||
        (leader !== null && names.some((other) => runsThrough({ from: point, to: leader }, other)));
      const covered = lines.some((line) => runsThrough(line, box));
      return [{ label: { ...label, leader }, box, faults: Number(crossed) * 2 + Number(covered) }];
    });
    const fewest = Math.min(...places.map(({ faults }) => faults));
    const best = places.find(({ faults }) => faults === fewest);
    if (!best) return { ...point, label: null };
    names.push(best.box);
    if (best.label.leader) leaders.push({ from: point, to: best.label.leader });
    return { ...point, label: best.label };
  });
}

/** The place of a name's edge that is nearest to its point, where a line is wanted between the two. */
function leaderTo(box: Box, { x, y }: Bare): { x: number; y: number } | null {
  const end = {
    x: Math.min(Math.max(x, box.left), box.right),
    y: Math.min(Math.max(y, box.top), box.bottom),
  };
  return Math.hypot(end.x - x, end.y - y) > NEAR ? end : null;
}
