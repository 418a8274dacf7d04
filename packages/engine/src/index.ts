export type * from './core/types.ts';
export type * from './model/types.ts';
export {
  advance,
  check,
  element,
  liveElements,
  openWaits,
  rebuild,
  start,
  visibleVariables,
} from './core/step.ts';
export { outlastedInstance } from './core/leaving.ts';
export { migrate, type MigrationPlan } from './core/migrate.ts';
export { addDuration, durationOr, firstOfCycle, nextOfCycle, parseDate, TimeError } from './core/time.ts';
export { outcomeOf as outcomeOfVote } from './elements/vote.ts';
export { DECISION_JOB } from './elements/business-rule-task.ts';
export { BpmnError, JobFailure, RejectedError } from './memory/errors.ts';
export { passedOn, refuseCall } from './memory/family.ts';
export { doJob, type Connector, type JobWorld } from './memory/jobs.ts';
export { MemoryHost, type MemoryCase, type MemoryHostOptions, type OpenWait } from './memory/memory-host.ts';
export { fitsSubscription } from './core/messages.ts';
export { StartEvents } from './memory/start-events.ts';
export { timerStarts, type TimerStart } from './memory/timer-starts.ts';
export * from './decisions/index.ts';
export * from './expressions/index.ts';
