export * from './definitions.entity.ts';
export * from './batches.entity.ts';
export * from './cases.entity.ts';
export * from './waits.entity.ts';
export * from './traffic.entity.ts';
export * from './organizations.entity.ts';
export * from './programmes.entity.ts';
export * from './people.entity.ts';
