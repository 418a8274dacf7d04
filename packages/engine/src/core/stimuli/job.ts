import { throwError, throwEscalation } from '../catching.ts';
import { otherSideEnded, outlastedInstance } from '../leaving.ts';
import { phaseOf } from '../listeners.ts';
import type { Run } from '../run.ts';
import type { Stimulus, Wait } from '../types.ts';
import { openWait, refuseUnlessOpen, type StimulusHandler } from './handler.ts';

type Of<K extends Stimulus['type']> = Extract<Stimulus, { type: K }>;

/** A connector or worker did the job. */
export const completeJob: StimulusHandler<Of<'complete-job'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'job'),
  apply: (run, stimulus) => run.fire(run.wait(stimulus.wait)!, stimulus.variables, stimulus),
};

/** An attempt failed: it is tried again while attempts are left, else the case stops here with an incident. */
export const failJob: StimulusHandler<Of<'fail-job'>> = {
  whileSuspended: 'deferred',
  refuses: (_prepared, state, { wait }) => refuseUnlessOpen(state, wait, 'job'),
  apply(run, { wait: id, message, retries }) {
    fail(run, run.wait(id) as JobWait, message, retries);
  },
};

type JobWait = Extract<Wait, { kind: 'job' }>;

function fail(run: Run, wait: JobWait, message: string, retries: number): void {
  const { listener, type } = wait.job;
  run.updateWait({ ...wait, job: { ...wait.job, retries } });
  if (retries > 0 || hasIncident(run, wait)) return;
  const phase = listener === undefined ? 'enter' : phaseOf(listener);
  run.raiseIncident(wait.element, 'job', `${wait.node}: job «${type}» failed: ${message}`, phase, {
    wait: wait.id,
  });
}

const hasIncident = (run: Run, wait: Wait): boolean =>
  Object.values(run.state.incidents).some((one) => one.wait === wait.id);

/** The work itself says that a BPMN error happened; what nobody catches is an incident. Tasks, jobs and called cases can throw. */
export const throwErrorAtJob: StimulusHandler<Of<'throw-error'>> = {
  whileSuspended: 'deferred',
  refuses(_prepared, state, { wait }) {
    const refused = refuseUnlessOpen(state, wait, 'job', 'task', 'child', 'message');
    return refused && outlastedInstance(state, wait) ? undefined : refused;
  },
  apply(run, { wait: id, code, message, variables }) {
    const wait = run.wait(id);
    if (!wait) return otherSideEnded(run, id);
    if (wait.kind === 'job' && wait.job.listener !== undefined)
      return fail(run, wait, `a listener cannot throw a BPMN error, found «${code}»`, 0);
    run.closeWait(wait, wait.kind === 'task' ? 'interrupted' : 'done');
    if (throwError(run, wait.element, code, message, variables ?? {})) return;
    const said = message === undefined ? '' : ` (${message})`;
    run.raiseIncident(
      wait.element,
      'uncaught-error',
      `${wait.node}: error «${code}»${said} was thrown; expected a boundary event or event subprocess that catches it, found none`,
      'enter',
    );
  },
};

/** The work itself escalates; it goes on unless an interrupting event catches that. */
export const throwEscalationAtJob: StimulusHandler<Of<'throw-escalation'>> = {
  whileSuspended: 'deferred',
  refuses(_prepared, state, { wait }) {
    const found = openWait(state, wait, ['job', 'task', 'child']);
    return 'code' in found ? found : undefined;
  },
  apply: (run, { wait, code, variables }) =>
    throwEscalation(run, run.wait(wait)!.element, code, variables ?? {}),
};
