export * from './formula.ts';
export * from './rounds.ts';
export * from './values.ts';
