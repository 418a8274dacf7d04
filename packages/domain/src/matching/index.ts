export * from './match-partners.ts';
export * from './pair.ts';
