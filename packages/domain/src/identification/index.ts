export * from './facts.ts';
export * from './method.ts';
export * from './reference.ts';
export * from './results-columns.ts';
export * from './verdict.ts';
