import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arrangePools, ROW, type MessageFlow, type Pool, type PoolLane } from './arrange-pools.ts';
import { crosses, overlap, routeFlow, type Box } from './route-flow.ts';

const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** A step in the middle of its cell, as the layouter puts it. */
const cell = (row: number, column: number, width = 100, height = 80): Box => ({
  x: column * 150 + (150 - width) / 2,
  y: row * ROW + (ROW - height) / 2,
  width,
  height,
});

const poolAt = (index: number): fc.Arbitrary<Pool> =>
  fc
    .record({
      lanes: fc.array(fc.nat(2), { maxLength: 3 }),
      cells: fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(5)), { maxLength: 12, selector: String }),
      sizes: fc.array(fc.constantFrom([100, 80], [36, 36], [50, 50]), { minLength: 12, maxLength: 12 }),
      inLanes: fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
      flows: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 }),
    })
    .map(({ lanes, cells, sizes, inLanes, flows }) => {
      const tree: PoolLane[] = lanes.map((inner, at) => ({
        id: `l${index}.${at}`,
        lanes: Array.from({ length: inner }, (_, n) => ({ id: `l${index}.${at}.${n}`, lanes: [] })),
      }));
      const names = tree.flatMap(({ id, lanes: inner }) => [id, ...inner.map((lane) => lane.id)]);
      return {
        id: `p${index}`,
        lanes: tree,
        nodes: cells.map(([row, column], at) => ({
          id: `n${index}.${at}`,
          box: cell(row, column, sizes[at]![0], sizes[at]![1]),
          ...(names[inLanes[at]!] === undefined ? {} : { lane: names[inLanes[at]!]! }),
        })),
        flows: flows
          .filter(([from, to]) => from < cells.length && to < cells.length)
          .map(([from, to], at) => ({
            id: `f${index}.${at}`,
            source: `n${index}.${from}`,
            target: `n${index}.${to}`,
            bends: [],
          })),
      };
    });
const collaborations = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => poolAt(index))))
  .chain((pools) => {
    const ends = pools.flatMap(({ id, nodes }) => [id!, ...nodes.map((node) => node.id)]);
    return fc.record({
      pools: fc.constant(pools),
      messages: fc
        .array(fc.tuple(fc.constantFrom(...ends), fc.constantFrom(...ends)), { maxLength: 8 })
        .map((pairs): MessageFlow[] =>
          pairs.map(([source, target], at) => ({ id: `m${at}`, source, target })),
        ),
    });
  });

const lanesIn = (lanes: PoolLane[]): PoolLane[] => lanes.flatMap((lane) => [lane, ...lanesIn(lane.lanes)]);

describe('the arrangement of pools', () => {
  it('lays no pool over another and no step over another', () => {
    fc.assert(
      fc.property(collaborations, ({ pools, messages }) => {
        const { boxes } = arrangePools(pools, messages);
        for (const kind of [
          pools.map(({ id }) => id!),
          pools.flatMap(({ nodes }) => nodes.map(({ id }) => id)),
        ]) {
          const placed = kind.map((id) => boxes.get(id)!);
          const over = placed.filter((box, at) => placed.slice(at + 1).some((other) => overlap(box, other)));
          expect(over).toEqual([]);
        }
      }),
    );
  });

  it('keeps every step and lane in its pool, every step in its lane, and fills the pool with lanes', () => {
    fc.assert(
      fc.property(collaborations, ({ pools, messages }) => {
        const { boxes } = arrangePools(pools, messages);
        for (const { id, lanes, nodes } of pools) {
          const pool = boxes.get(id!)!;
          const inside = [...nodes, ...lanesIn(lanes)].map((inner) => [inner.id, pool] as const);
          const inLanes = nodes.flatMap(({ id: node, lane }) =>
            lane === undefined ? [] : [[node, boxes.get(lane)!] as const],
          );
          const outside = [...inside, ...inLanes].filter(
            ([inner, outer]) => !within(boxes.get(inner)!, outer),
          );
          expect(outside).toEqual([]);
          if (lanes.length)
            expect(lanes.reduce((sum, lane) => sum + boxes.get(lane.id)!.height, 0)).toBe(pool.height);
        }
      }),
    );
  });

  it('gives every flow a way of at least two points, at right angles, that begins and ends at its shapes', () => {
    fc.assert(
      fc.property(collaborations, ({ pools, messages }) => {
        const { boxes, ways } = arrangePools(pools, messages);
        const touches = ({ x, y }: { x: number; y: number }, box: Box): boolean =>
          x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
        const wrong = [...pools.flatMap(({ flows }) => flows), ...messages].filter(
          ({ id, source, target }) => {
            const way = ways.get(id)!;
            const straight = way.slice(1).every((to, at) => {
              const from = way[at]!;
              return Math.min(Math.abs(from.x - to.x), Math.abs(from.y - to.y)) < 1e-6;
            });
            return !(
              way.length > 1 &&
              straight &&
              touches(way[0]!, boxes.get(source)!) &&
              touches(way.at(-1)!, boxes.get(target)!)
            );
          },
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('draws a pool without a process as an empty band and two messages with it beside each other', () => {
    const { boxes, ways } = arrangePools(
      [
        { id: 'school', lanes: [], nodes: [], flows: [] },
        { id: 'district', lanes: [], nodes: [{ id: 'task', box: cell(0, 1) }], flows: [] },
      ],
      [
        { id: 'asks', source: 'school', target: 'task' },
        { id: 'answers', source: 'task', target: 'school' },
      ],
    );
    expect(boxes.get('school')).toEqual({ x: 0, y: 0, width: 600, height: 80 });
    expect(boxes.get('task')).toEqual({ x: 235, y: 180, width: 100, height: 80 });
    expect(ways.get('asks')).toEqual([
      { x: 275, y: 80 },
      { x: 275, y: 180 },
    ]);
    expect(ways.get('answers')).toEqual([
      { x: 295, y: 180 },
      { x: 295, y: 80 },
    ]);
  });

  it('puts a step that no lane names beside its neighbor', () => {
    const { boxes } = arrangePools(
      [
        {
          id: 'pool',
          lanes: [
            { id: 'upper', lanes: [] },
            { id: 'lower', lanes: [] },
          ],
          nodes: [
            { id: 'named', box: cell(0, 0), lane: 'lower' },
            { id: 'nameless', box: cell(0, 1) },
          ],
          flows: [{ id: 'flow', source: 'named', target: 'nameless', bends: [] }],
        },
      ],
      [],
    );
    expect(within(boxes.get('nameless')!, boxes.get('lower')!)).toBe(true);
  });
});

describe('the way of a flow', () => {
  it('leads around the steps between its ends, forward, back and from below', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.nat(4), fc.nat(4)), {
      minLength: 2,
      maxLength: 14,
      selector: String,
    });
    fc.assert(
      fc.property(cells, fc.boolean(), (places, fromBelow) => {
        const all = places.map(([row, column]) => cell(row, column));
        const way = routeFlow(all[0]!, all[1]!, all, fromBelow ? all[0] : undefined);
        expect(crosses(way, all.slice(2))).toBe(false);
      }),
    );
  });
});
