export * from './facts.ts';
export * from './method.ts';
export * from './reference.ts';
export * from './verdict.ts';
