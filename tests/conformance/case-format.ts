import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from '@opora/engine';

/** One stimulus from outside, or an intermediate expectation. */
export type CaseStep =
  | { start: { variables?: Variables; processId?: string } }
  | { completeTask: string; variables?: Variables }
  | { message: string; variables?: Variables }
  | { signal: string; variables?: Variables }
  | { advanceTime: string }
  | { advanceTimeTo: string }
  | { setVariables: Variables }
  | { throwError: string; at: string }
  | { activateAdHoc: string; elements: string[] }
  | { completeAdHoc: string }
  | { check: Expectation };

/** What must be true after a step; absent keys are not checked. */
export interface Expectation {
  completedElements?: string[];
  notVisited?: string[];
  notCompleted?: string[];
  waitingAt?: string[];
  state?: string;
  stateAlternatives?: string[];
  variables?: Variables;
  absentVariables?: string[];
  instances?: { [processId: string]: { [state: string]: number } };
}

/** `expected.json` of a case. */
export interface CaseFile {
  feature: string;
  processId: string;
  steps: CaseStep[];
  expect: Expectation;
  externalTasks?: string[];
  requires?: string[];
  tags?: string[];
}

/** A folder with `process.bpmn` and `expected.json`. */
export interface ConformanceCase extends CaseFile {
  name: string;
  xml: string;
  decisionXml?: string;
}

const STEPS = [
  'start',
  'completeTask',
  'message',
  'signal',
  'advanceTime',
  'advanceTimeTo',
  'setVariables',
  'throwError',
  'activateAdHoc',
  'completeAdHoc',
  'check',
];

/** Reads every case of a folder; a step of an unknown kind is an error, so that nothing passes unseen. */
export function readCases(folder: string): ConformanceCase[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'expected.json')))
    .sort()
    .map((name) => {
      const read = (file: string): string => readFileSync(join(folder, name, file), 'utf8');
      const file = JSON.parse(read('expected.json')) as CaseFile;
      for (const step of file.steps) {
        const kind = STEPS.find((one) => one in step);
        if (!kind)
          throw new Error(
            `${name}: expected a step of the kinds ${STEPS.join(', ')}, found ${JSON.stringify(step)}`,
          );
      }
      const decision = existsSync(join(folder, name, 'decision.dmn'));
      return {
        ...file,
        name,
        xml: read('process.bpmn'),
        ...(decision ? { decisionXml: read('decision.dmn') } : {}),
      };
    });
}
