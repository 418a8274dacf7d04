import type { MatchingProposal } from '@opora/contracts';

/** A school on the drawing, in its units. */
export interface MapPoint {
  id: string;
  name: string;
  kind: 'school' | 'partner';
  x: number;
  y: number;
  /** Where its name stands; none where there is no room for it. */
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' } | null;
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
  const points = withLabels(placed);
  const at = new Map(points.map((point) => [point.id, point]));
  return {
    points,
    lines: pairs.flatMap(({ school, partner }) => {
      const [from, to] = [at.get(school.id), at.get(partner.id)];
      return from && to ? [{ key: school.id, from, to }] : [];
    }),
    missing: [...named].filter(([id]) => !places[id]).map(([, { name }]) => name),
  };
}

/** Width of a letter and height of a line of a name, roughly, in units of the drawing. */
const letter = { width: 7.2, height: 14 };
/** Places for a name, the best first: above, below, beside, and further away where schools of one town stand together. */
const ways: { dx: number; dy: number; anchor: 'start' | 'middle' | 'end' }[] = [
  { dx: 0, dy: -10, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
  { dx: 11, dy: 4, anchor: 'start' },
  { dx: -11, dy: 4, anchor: 'end' },
  ...[14, 28, 42].flatMap((far) => [
    { dx: 0, dy: -10 - far, anchor: 'middle' as const },
    { dx: 0, dy: 20 + far, anchor: 'middle' as const },
  ]),
];

/** Gives each point the first place for its name that no other name and no other point has taken. */
function withLabels(points: Omit<MapPoint, 'label'>[]): MapPoint[] {
  const taken = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return points.map((point) => {
    const width = point.name.length * letter.width;
    for (const { dx, dy, anchor } of ways) {
      const label = { x: point.x + dx, y: point.y + dy, anchor };
      const left = label.x - { start: 0, middle: width / 2, end: width }[anchor];
      const box = { left, right: left + width, top: label.y - letter.height + 3, bottom: label.y + 3 };
      const free = taken.every(
        (other) =>
          other.right <= box.left ||
          other.left >= box.right ||
          other.bottom <= box.top ||
          other.top >= box.bottom,
      );
      if (!free) continue;
      taken.push(box);
      return { ...point, label };
    }
    return { ...point, label: null };
  });
}
