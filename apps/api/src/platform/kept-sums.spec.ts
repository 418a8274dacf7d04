import { expect, it } from '@jest/globals';
import { KeptSums } from './kept-sums.ts';

/** Sums of a table that grows with every count; `clock` is the time in milliseconds. */
function counted(from: number) {
  const clock = { now: 0 };
  let rows = from;
  let counts = 0;
  const sums = new KeptSums<number>(
    (value) => value > 2000,
    () => clock.now,
  );
  const read = (key: string) => sums.read([key], async () => ((counts += 1), (rows += 1)));
  return { clock, read, counts: () => counts };
}

it('counts a small sum at every look', async () => {
  const { read } = counted(10);
  expect([await read('a'), await read('a'), await read('a')]).toEqual([11, 12, 13]);
});

it('counts a dear sum once for some seconds, each sight its own', async () => {
  const { clock, read, counts } = counted(5000);
  expect([await read('a'), await read('a'), await read('b')]).toEqual([5001, 5001, 5002]);
  clock.now = 4_999;
  expect([await read('a'), counts()]).toEqual([5001, 2]);
});

it('answers a dear sum that has aged while it counts it anew, and waits for the new one when it is too old', async () => {
  const { clock, read } = counted(5000);
  await read('a');
  clock.now = 6_000;
  expect(await read('a')).toBe(5001);
  expect(await read('a')).toBe(5002);
  clock.now = 60_000;
  expect(await read('a')).toBe(5003);
});

it('forgets a sum that is no longer dear', async () => {
  const clock = { now: 0 };
  const values = [3000, 10, 11];
  const sums = new KeptSums<number>(
    (value) => value > 2000,
    () => clock.now,
  );
  const read = () => sums.read('a', async () => values.shift()!);
  expect([await read(), await read()]).toEqual([3000, 3000]);
  clock.now = 60_000;
  expect([await read(), await read()]).toEqual([10, 11]);
});
