import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PALETTE, READABLE, readable, wholeBeside, type View } from './look-at.ts';
import type { Box } from './route-flow.ts';

const size = fc.integer({ min: 50, max: 4000 });
const place = fc.integer({ min: -3000, max: 3000 });
const box = fc.record({ x: place, y: place, width: size, height: size });
const outer = fc.record({
  width: fc.integer({ min: 400, max: 2000 }),
  height: fc.integer({ min: 400, max: 1200 }),
});
/** Where a box of the drawing is seen, in pixels. */
const onScreen = (part: Box, view: Box, { width }: { width: number }): Box => {
  const scale = width / view.width;
  return {
    x: (part.x - view.x) * scale,
    y: (part.y - view.y) * scale,
    width: part.width * scale,
    height: part.height * scale,
  };
};

describe('what is seen of a drawing', () => {
  it('is the whole of it, beside the palette, never larger than it is', () => {
    fc.assert(
      fc.property(box, outer, (inner, place) => {
        const view = wholeBeside(inner, { outer: place });
        const seen = onScreen(inner, view, place);
        expect(place.width / view.width).toBeLessThanOrEqual(1 + 1e-9);
        expect(seen.x).toBeGreaterThanOrEqual(PALETTE - 1e-6);
        expect(seen.y).toBeGreaterThanOrEqual(-1e-6);
        expect(seen.x + seen.width).toBeLessThanOrEqual(place.width + 1e-6);
        expect(seen.y + seen.height).toBeLessThanOrEqual(place.height + 1e-6);
      }),
    );
  });

  it('is a part at a size that can be read, from its beginning, clear of the palette', () => {
    fc.assert(
      fc.property(box, box, outer, (part, at, place) => {
        const scale = place.width / at.width;
        const before: View = { ...at, height: place.height / scale, outer: place };
        const view = readable(part, before);
        const seen = onScreen(part, view, place);
        expect(place.width / view.width).toBeGreaterThanOrEqual(READABLE - 1e-9);
        expect(seen.x).toBeGreaterThanOrEqual(PALETTE - 1e-6);
        expect(seen.y).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it('stays as it is where the part is seen well', () => {
    const view = { x: 0, y: 0, width: 1000, height: 600, outer: { width: 1000, height: 600 } };
    expect(readable({ x: 300, y: 200, width: 200, height: 100 }, view)).toEqual({
      x: 0,
      y: 0,
      width: 1000,
      height: 600,
    });
  });
});
