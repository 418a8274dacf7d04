export * from './compare.ts';
export * from './indicator.ts';
export * from './judge.ts';
export * from './period.ts';
export * from './propose-indicator.ts';
export * from './rules.ts';
export * from './standing.ts';
export * from './target.ts';
