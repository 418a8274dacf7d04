export * from './data-source.ts';
export * from './database.ts';
export * from './entities/index.ts';
export { migrations } from './migrations/index.ts';
