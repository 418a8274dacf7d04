export * from './config.ts';
export * from './golden-thread.ts';
export * from './profile.ts';
export * from './survey.ts';
