export * from './id.ts';
export * from './programme.ts';
export * from './results.ts';
export * from './risk-factor.ts';
export * from './roadmap.ts';
export * from './role.ts';
export * from './school.ts';
export * from './stage.ts';
