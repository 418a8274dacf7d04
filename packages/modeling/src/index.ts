import './working-time.ts';

export * from './project.ts';
export * from './scenario/coverage.ts';
export { ScenarioFailure } from './scenario/failure.ts';
export * from './scenario/form.ts';
export * from './scenario/playing.ts';
export * from './scenario/record.ts';
export * from './scenario/run-scenario.ts';
export * from './scenario/scenario.ts';
export { difference } from './scenario/values.ts';
