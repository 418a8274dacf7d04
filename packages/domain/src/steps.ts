let taken = 0;

/** Counts a step of reading (a token, a cell, a letter looked at), so that tests can bound the work by steps, not by a clock. */
export function step(count = 1): void {
  taken += count;
}

/** How many steps a reading takes, whether it ends in a result or in an error. */
export function stepsOf(read: () => unknown): number {
  const before = taken;
  try {
    read();
  } catch {
    // Refused: the work counts all the same.
  }
  return taken - before;
}
