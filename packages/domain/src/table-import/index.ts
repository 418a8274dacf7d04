export { archiveParts } from '../plan-import/read/archive.ts';
export * from './column.ts';
export * from './header.ts';
export * from './map-columns.ts';
export * from './read-row.ts';
export * from './read-table.ts';
