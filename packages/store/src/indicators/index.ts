export * from './rounds.ts';
export * from './values.ts';
