import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  | { throwError: string; at: string; variables?: Variables }
  | { activateAdHoc: string; elements: string[]; variables?: Variables }
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

/** `expected.json` of a case, as far as a run needs it. */
export interface CaseFile {
  feature: string;
  processId: string;
  steps: CaseStep[];
  expect: Expectation;
  externalTasks?: string[];
  requires?: string[];
  tags?: string[];
}

/** A folder with `expected.json` and the files that it is about. */
export interface ConformanceCase extends CaseFile {
  name: string;
  /** BPMN files; `process.bpmn` first. */
  diagrams: string[];
  /** DMN files. */
  decisions: string[];
}

/** Keys beside the kind that a step may have. */
const STEPS: { [kind: string]: string[] } = {
  start: [],
  completeTask: ['variables'],
  message: ['variables'],
  signal: ['variables'],
  advanceTime: [],
  advanceTimeTo: [],
  setVariables: [],
  throwError: ['at', 'variables'],
  activateAdHoc: ['elements', 'variables'],
  completeAdHoc: [],
  check: [],
};
const EXPECTATIONS = [
  'completedElements',
  'notVisited',
  'notCompleted',
  'waitingAt',
  'state',
  'stateAlternatives',
  'variables',
  'absentVariables',
  'instances',
];
/** What a case may require of an engine, and all that ours can. */
export const ABILITIES = ['internal-message-delivery'];

/** Reads a case; a step or an expectation that the format does not know is an error, so that nothing passes unseen. */
export function readCase(folder: string, name = basename(folder)): ConformanceCase {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const file = JSON.parse(read('expected.json')) as CaseFile;
  if (typeof file.processId !== 'string') throw new Error('expected.json: expected a processId, found none');
  if (!Array.isArray(file.steps)) throw new Error('expected.json: expected a list of steps, found none');
  file.steps.forEach(checkStep);
  checkExpectation(file.expect, 'expect');
  const ending = (extension: string): string[] =>
    readdirSync(folder)
      .filter((each) => each.endsWith(extension) && !each.startsWith('original'))
      .sort((a, b) => Number(b === 'process.bpmn') - Number(a === 'process.bpmn') || a.localeCompare(b));
  if (!existsSync(join(folder, 'process.bpmn')))
    throw new Error('expected process.bpmn beside expected.json');
  return {
    ...file,
    feature: file.feature ?? 'without a feature',
    name,
    diagrams: ending('.bpmn').map(read),
    decisions: ending('.dmn').map(read),
  };
}

function checkStep(step: CaseStep, index: number): void {
  const at = `step ${index + 1}`;
  const keys = typeof step === 'object' && step !== null ? Object.keys(step) : [];
  const kind = keys.find((key) => key in STEPS);
  if (kind === undefined)
    throw new Error(
      `${at}: expected a step of the kinds ${Object.keys(STEPS).join(', ')}, found ${JSON.stringify(step)}`,
    );
  const unknown = keys.filter((key) => key !== kind && !STEPS[kind]!.includes(key));
  if (unknown.length > 0)
    throw new Error(`${at}: a step «${kind}» does not know ${unknown.map((key) => `«${key}»`).join(', ')}`);
  if ('check' in step) checkExpectation(step.check, at);
  if ('start' in step) {
    const more = Object.keys(step.start).filter((key) => key !== 'variables' && key !== 'processId');
    if (more.length > 0) throw new Error(`${at}: a start does not know «${more.join('», «')}»`);
  }
}

function checkExpectation(expectation: Expectation | undefined, at: string): void {
  if (typeof expectation !== 'object' || expectation === null)
    throw new Error(`${at}: expected what must be true, found ${JSON.stringify(expectation)}`);
  const unknown = Object.keys(expectation).filter((key) => !EXPECTATIONS.includes(key));
  if (unknown.length > 0)
    throw new Error(`${at}: expected some of ${EXPECTATIONS.join(', ')}, found «${unknown.join('», «')}»`);
}
