import type { MatchingProposal } from '@opora/contracts';

/** A school on the drawing, in its units. */
export interface MapPoint {
  id: string;
  name: string;
  kind: 'school' | 'partner';
  x: number;
  y: number;
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
  const points = flat.map((point) => ({
    ...point,
    x: size.margin + (inner.width - wide * unit) / 2 + (point.x - left) * unit,
    y: size.margin + (inner.height - high * unit) / 2 + (point.y - top) * unit,
  }));
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
