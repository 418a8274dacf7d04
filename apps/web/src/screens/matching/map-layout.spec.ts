import { describe, expect, it } from '@jest/globals';
import type { MatchingProposal } from '@opora/contracts';
import { layoutMap } from './map-layout.ts';

const district = { id: 'd', name: 'Район' };
const school = (id: string) => ({ id, name: id, district });
const proposal = (places: MatchingProposal['places']): MatchingProposal => ({
  pairs: [{ school: school('a'), partner: school('p'), score: 1, aspects: [], fixed: false }],
  without: [school('b')],
  ...{ total: 1, needs: {}, partners: [], decisions: [], year: null, places },
});
const size = { width: 400, height: 200, margin: 20 };

describe('layoutMap', () => {
  it('draws a line for each pair, north above and east on the right', () => {
    const { points, lines, missing } = layoutMap(
      proposal({ a: { latitude: 57, longitude: 114 }, p: { latitude: 58, longitude: 115 } }),
      size,
    );
    const [a, p] = ['a', 'p'].map((id) => points.find((point) => point.id === id)!);
    expect(a!.y).toBeGreaterThan(p!.y);
    expect(a!.x).toBeLessThan(p!.x);
    expect(lines).toHaveLength(1);
    expect(missing).toEqual(['b']);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(20);
      expect(x).toBeLessThanOrEqual(380);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(y).toBeLessThanOrEqual(180);
    }
  });

  it('puts a single school into the middle', () => {
    const { points } = layoutMap(proposal({ b: { latitude: 57, longitude: 114 } }), size);
    expect(points).toMatchObject([{ id: 'b', x: 200, y: 100 }]);
  });

  it('writes no name over another where schools stand in one town', () => {
    const town = { latitude: 57, longitude: 114 };
    const { points } = layoutMap(proposal({ a: town, b: town, p: town }), size);
    const labels = points.map(({ label }) => `${label?.x} ${label?.y} ${label?.anchor}`);
    expect(new Set(labels).size).toBe(3);
    expect(labels).not.toContain('undefined undefined undefined');
  });

  it('writes a name beside the lines, not on them', () => {
    // The partner stands north of its school: above the school and below the partner runs the line.
    const { points, lines } = layoutMap(
      proposal({ a: { latitude: 57, longitude: 114 }, p: { latitude: 58, longitude: 114 } }),
      size,
    );
    const [{ from, to } = { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }] = lines;
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    for (const { label } of points) {
      const isOn = label!.anchor === 'middle' && label!.y > top && label!.y - 11 < bottom;
      expect(isOn).toBe(false);
    }
  });

  it('joins a name to its point where it had to go further away', () => {
    const town = { latitude: 57, longitude: 114 };
    const many = Array.from({ length: 12 }, (_, i) => school(`Школа ${i}`));
    const places = Object.fromEntries(many.map(({ id }) => [id, town]));
    const { points } = layoutMap({ ...proposal(places), without: many }, size);
    const labels = points.flatMap(({ label }) => (label ? [label] : []));
    expect(labels.filter(({ leader }) => leader).length).toBeGreaterThan(0);
    expect(labels[0]!.leader).toBeNull();
    for (const { x, y } of labels) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(size.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(size.height);
    }
  });

  it('leaves a name out where there is no room', () => {
    const town = { latitude: 57, longitude: 114 };
    const many = Array.from({ length: 40 }, (_, i) => school(`Школа номер ${i}`));
    const places = Object.fromEntries(many.map(({ id }) => [id, town]));
    const { points } = layoutMap({ ...proposal(places), without: many }, size);
    expect(points.filter(({ label }) => label).length).toBeLessThan(40);
  });
});
