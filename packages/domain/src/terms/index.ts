export * from './dates-of-term.ts';
export * from './describe-term.ts';
export * from './occurrences.ts';
export * from './parse-term.ts';
export * from './term.ts';
