import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlap, type Box } from '../diagram/route-flow.ts';
import { boxesOfWay, freeRoom } from './free-room.ts';

const box = fc.record({
  x: fc.integer({ min: -500, max: 2000 }),
  y: fc.integer({ min: -500, max: 2000 }),
  width: fc.integer({ min: 20, max: 300 }),
  height: fc.integer({ min: 20, max: 300 }),
});

describe('free room in a diagram', () => {
  it('lies over nothing that is there', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 30 }), box, box, (taken, view, { width, height }) => {
        const room: Box = { ...freeRoom({ width, height }, view, taken), width, height };
        expect(taken.filter((one) => overlap(one, room))).toEqual([]);
      }),
    );
  });

  it('is found in view where there is some', () => {
    const view = { x: 0, y: 0, width: 1000, height: 600 };
    const taken = [{ x: 0, y: 0, width: 1000, height: 300 }];
    expect(freeRoom({ width: 400, height: 100 }, view, taken)).toEqual({ x: 30, y: 330 });
  });

  it('does not lie over a way', () => {
    const way = boxesOfWay([
      { x: 0, y: 100 },
      { x: 1000, y: 100 },
      { x: 1000, y: 400 },
    ]);
    expect(way).toEqual([
      { x: 0, y: 100, width: 1000, height: 1 },
      { x: 1000, y: 100, width: 1, height: 300 },
    ]);
    const { y } = freeRoom({ width: 200, height: 80 }, { x: 0, y: 0, width: 800, height: 600 }, way);
    expect(y).toBeGreaterThanOrEqual(130);
  });
});
