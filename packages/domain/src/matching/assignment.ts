import { linearSumAssignment } from 'linear-sum-assignment';

/** The gain of a pair that must not be, below any real one: the solver takes it only where nothing else is left. */
export const IMPOSSIBLE = -1e6;
/** No column, no row. */
const NONE = -1;
/** What columns left free and rows left alone have in common: a path may pass from one to another. */
const POOL = -2;

/** Rows with at most one column each, by the greatest sum of gains, most pairs first. */
export interface Assignment {
  gains: readonly Float64Array[];
  /** The column of each row; -1: none. */
  columnOf: Int32Array;
  rowOf: Int32Array;
  /** Rows and columns that were not to be touched. */
  shutRows: Uint8Array;
  shutColumns: Uint8Array;
  /** Dual prices: for all that is open, `-gain >= rowPrices + columnPrices`, equal where they are paired. */
  rowPrices: Float64Array;
  /** 0 where a column is free, less where it is taken. */
  columnPrices: Float64Array;
}

/** Solves the assignment (Jonker–Volgenant); rows that are set keep their column and are out of the question. */
export function assign(
  gains: readonly Float64Array[],
  columns: number,
  set: ReadonlyMap<number, number>,
): Assignment {
  const found: Assignment = {
    gains,
    columnOf: new Int32Array(gains.length).fill(NONE),
    rowOf: new Int32Array(columns).fill(NONE),
    shutRows: new Uint8Array(gains.length),
    shutColumns: new Uint8Array(columns),
    rowPrices: new Float64Array(gains.length),
    columnPrices: new Float64Array(columns),
  };
  for (const [row, column] of set) {
    found.columnOf[row] = column;
    found.rowOf[column] = row;
    found.shutRows[row] = found.shutColumns[column] = 1;
  }
  const openRows = indexes(found.shutRows);
  const openColumns = indexes(found.shutColumns);
  // A row alone costs as much as an impossible pair.
  found.rowPrices.fill(-IMPOSSIBLE);
  if (openRows.length === 0 || openColumns.length === 0) return found;
  const matrix = openRows.map((row) => Float64Array.from(openColumns, (column) => gains[row]![column]!));
  let most = -Infinity;
  for (const row of matrix) for (const gain of row) if (gain > most) most = gain;
  const solved = linearSumAssignment(matrix, { maximaze: true });
  // The solver prices losses against the greatest gain, and sets the prices of the larger side to 0 where it is left over.
  const shift = openColumns.length > openRows.length ? -most : -IMPOSSIBLE;
  openRows.forEach((row, at) => {
    found.rowPrices[row] = solved.dualVariableForRows[at]! + shift;
    const to = solved.rowAssignments[at]!;
    const column = to >= 0 ? openColumns[to]! : NONE;
    if (column === NONE || gains[row]![column] === IMPOSSIBLE) return;
    found.columnOf[row] = column;
    found.rowOf[column] = row;
  });
  openColumns.forEach((column, at) => {
    found.columnPrices[column] = solved.dualVariableForColumns[at]! - most - shift;
  });
  return found;
}

const indexes = (shut: Uint8Array): number[] => {
  const open: number[] = [];
  shut.forEach((is, at) => {
    if (!is) open.push(at);
  });
  return open;
};

/**
 * How much more all gain together when one row is assigned anew, by other gains of its own if need be, and its column is
 * given to anybody. Compared with the row and that column left out. One shortest path by the dual prices, not a new solution.
 */
export function gainOfFreeing(
  { gains, columnOf, rowOf, shutRows, shutColumns, rowPrices, columnPrices }: Assignment,
  row: number,
  column: number,
  own: Float64Array = gains[row]!,
): number {
  const columns = rowOf.length;
  const distance = new Float64Array(columns).fill(Infinity);
  /** The row from which a column is reached; POOL: its row leaves it and nobody takes it. */
  const from = new Int32Array(columns).fill(NONE);
  const done = Uint8Array.from(shutColumns);
  // Where the path may end: at the column that became free, or, when the row had none, where rows are alone.
  let end = Infinity;
  let last = NONE;
  let pool = Infinity;
  let poolRow = NONE;
  let poolColumn = NONE;
  let poolDone = false;
  if (column !== NONE) done[column] = 1;

  const toEnd = (cost: number, by: number): void => {
    if (cost < end) [end, last] = [cost, by];
  };
  const toPool = (cost: number, byRow: number, byColumn: number): void => {
    if (!poolDone && cost < pool) [pool, poolRow, poolColumn] = [cost, byRow, byColumn];
  };
  const fromRow = (leaving: number, at: number, its: Float64Array, price: number): void => {
    for (let to = 0; to < columns; to += 1) {
      if (done[to] === 1) continue;
      const cost = at - its[to]! - price - columnPrices[to]!;
      if (cost < distance[to]!) {
        distance[to] = cost;
        from[to] = leaving;
      }
    }
    if (column !== NONE) toEnd(at - price - its[column]!, leaving);
    toPool(at - IMPOSSIBLE - price, leaving, NONE);
  };

  fromRow(row, 0, own, 0);
  for (;;) {
    let next = NONE;
    let nearest = Infinity;
    for (let at = 0; at < columns; at += 1)
      if (done[at] === 0 && distance[at]! < nearest) {
        nearest = distance[at]!;
        next = at;
      }
    if (!poolDone && pool <= nearest) {
      poolDone = true;
      if (column === NONE) break;
      toEnd(pool, POOL);
      for (let at = 0; at < columns; at += 1) {
        if (done[at] === 1) continue;
        if (rowOf[at] === NONE) done[at] = 1;
        else if (pool - columnPrices[at]! < distance[at]!) {
          distance[at] = pool - columnPrices[at]!;
          from[at] = POOL;
        }
      }
      for (let alone = 0; alone < gains.length; alone += 1)
        if (columnOf[alone] === NONE && alone !== row && shutRows[alone] === 0)
          fromRow(alone, pool, gains[alone]!, rowPrices[alone]!);
      continue;
    }
    if (next === NONE) break;
    done[next] = 1;
    const taken = rowOf[next]!;
    if (taken === NONE) toPool(nearest, NONE, next);
    else fromRow(taken, nearest, gains[taken]!, rowPrices[taken]!);
  }

  // Back along the path: who comes where, and what was there before.
  let sum = 0;
  let to = column;
  let by = column === NONE ? POOL : last;
  for (;;) {
    if (by === POOL) {
      if (poolRow === NONE) {
        to = poolColumn;
        by = from[to]!;
        continue;
      }
      by = poolRow;
    } else sum += real(by === row ? own[to]! : gains[by]![to]!);
    if (by === row) return sum;
    to = columnOf[by]!;
    if (to === NONE) by = POOL;
    else {
      sum -= real(gains[by]![to]!);
      by = from[to]!;
    }
  }
}

const real = (gain: number): number => (gain === IMPOSSIBLE ? 0 : gain);
