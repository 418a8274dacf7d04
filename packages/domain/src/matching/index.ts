export * from './board.ts';
export { matchPartners, partnersFor, type Proposal, type ProposedPair } from './match-partners.ts';
export * from './pair.ts';
export * from './standing-fixed.ts';
export * from './subject-profile.ts';
export * from './weigh-decisions.ts';
