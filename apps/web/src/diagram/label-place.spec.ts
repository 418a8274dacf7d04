import { labelPlace } from './label-place.ts';
import { crosses, overlap, type Box, type Point } from './route-flow.ts';

const host: Box = { x: 100, y: 100, width: 120, height: 80 };
const on = (x: number, y: number): Box => ({ x: x - 18, y: y - 18, width: 36, height: 36 });
const under = (event: Box): Box => ({ x: event.x - 22, y: event.y + 40, width: 80, height: 14 });

describe('labelPlace', () => {
  const event = on(180, 180);
  const down: Point[] = [
    { x: 180, y: 198 },
    { x: 180, y: 300 },
    { x: 260, y: 300 },
  ];

  it('leaves a name that nothing crosses', () => {
    expect(labelPlace(event, under(event), { host, shapes: [], ways: [] })).toBeUndefined();
  });

  it('puts the name beside the event whose flow goes down through it', () => {
    const label = under(event);
    const place = labelPlace(event, label, { host, shapes: [], ways: [down] })!;
    const box = { ...label, ...place };
    expect(crosses(down, [box])).toBe(false);
    expect([host, event].some((shape) => overlap(shape, box))).toBe(false);
    expect(place).toEqual({ x: 202, y: 184 });
  });

  it('goes to the other side of another event that stands there', () => {
    const shapes = [on(226, 180)];
    expect(labelPlace(event, under(event), { host, shapes, ways: [down] })).toEqual({ x: 78, y: 184 });
  });

  it('goes out of the step where the name was put on its edge', () => {
    const left = on(100, 140);
    const label = { x: left.x - 84, y: 133, width: 80, height: 14 };
    const way: Point[] = [
      { x: 82, y: 140 },
      { x: 20, y: 140 },
    ];
    const place = labelPlace(left, label, { host, shapes: [], ways: [way] })!;
    expect(place).toEqual({ x: 16, y: 162 });
    const top = on(160, 100);
    const up: Point[] = [
      { x: 160, y: 82 },
      { x: 160, y: 20 },
    ];
    const over = { x: 120, y: 60, width: 80, height: 14 };
    expect(labelPlace(top, over, { host, shapes: [], ways: [up] })).toEqual({ x: 182, y: 82 });
  });

  it('stays where no place is better', () => {
    const all: Box = { x: 0, y: 185, width: 400, height: 300 };
    expect(labelPlace(event, under(event), { host, shapes: [all], ways: [] })).toBeUndefined();
  });
});
