import { describe, expect, it } from '@jest/globals';

import { createGlide } from './glide.ts';

function glide(reach = 100) {
  const told: string[] = [];
  const made = createGlide(
    {
      lift: () => told.push('lift'),
      show: ({ dx, dy }) => told.push(`show ${dx} ${dy}`),
      draw: ({ dx, dy }) => told.push(`draw ${dx} ${dy}${made.moving() ? ' while moving' : ''}`),
    },
    () => reach,
  );
  return { made, told };
}

describe('a picture that glides', () => {
  it('is shown moved by all steps together and drawn once, where it ends', () => {
    const { made, told } = glide();
    made.move({ dx: 3, dy: 4 });
    made.move({ dx: -5, dy: 1 });
    expect(made.moving()).toBe(true);
    made.settle();
    made.settle();
    expect(told).toEqual(['lift', 'show 3 4', 'show -2 5', 'draw -2 5']);
    expect(made.moving()).toBe(false);
  });

  it('is drawn anew as soon as it has come too far, and glides on from there', () => {
    const { made, told } = glide(10);
    made.move({ dx: 8, dy: 0 });
    made.move({ dx: 3, dy: -2 });
    made.move({ dx: 0, dy: -9 });
    made.settle();
    expect(told).toEqual(['lift', 'show 8 0', 'draw 11 -2', 'lift', 'show 0 -9', 'draw 0 -9']);
  });
});
