import { extension, fixedText } from '../moddle.ts';
import { defineRule } from '../rule.ts';

/** A called process has to be in the project. */
export const knownProcess = defineRule(
  'known-process',
  'error',
  'bpmn:CallActivity',
  (call, { processes }) => {
    const process = fixedText(extension(call, 'zeebe:CalledElement'), 'processId');
    return process === undefined || !processes || processes.includes(process)
      ? undefined
      : { values: { process } };
  },
);
