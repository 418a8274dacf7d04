import { addDuration } from '@opora/engine';
import { distance } from 'fastest-levenshtein';
import { isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { startedProcess } from './started-process.ts';
import { formOf, many, type ModdleElement } from '../checks/moddle.ts';
import { writtenVariables, type Form } from './form.ts';
import {
  expectationSchema,
  scenarioSchema,
  scenarioStepSchema,
  type Expectation,
  type Scenario,
  type ScenarioStep,
} from './scenario.ts';

/** What is wrong with a scenario, and at which line. */
export interface ScenarioProblem {
  rule: ScenarioRule;
  line: number;
  values: { [name: string]: string };
}
/** What can be wrong with a scenario as it is written. */
export type ScenarioRule =
  | 'scenario-text'
  | 'scenario-unknown-key'
  | 'scenario-missing'
  | 'scenario-value'
  | 'scenario-process'
  | 'scenario-element'
  | 'scenario-not-a-task'
  | 'scenario-field'
  | 'scenario-message'
  | 'scenario-duration'
  | 'scenario-nothing'
  | 'scenario-several';

/** What the models of a project have that scenarios may name. */
export interface ScenarioWorld {
  /** The process that is started unless the scenario names another. */
  process: string;
  processes: ReadonlySet<string>;
  /** Elements of all diagrams: their BPMN types and the forms of tasks; one id may stand in several diagrams. */
  elements: ReadonlyMap<string, readonly { type: string; form?: string }[]>;
  /** Names of messages and signals; undefined where one is an expression, so that any name may be right. */
  messages: ReadonlySet<string> | undefined;
  forms: ReadonlyMap<string, Form>;
}

type Path = (string | number)[];
type Report = (rule: ScenarioRule, path: Path, values?: { [name: string]: string }) => void;

/** Everything that is wrong with a scenario before it is played, in the order of its lines. */
export function checkScenario(text: string, world: ScenarioWorld): ScenarioProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0)
    return document.errors.map(({ pos, message }) => ({
      rule: 'scenario-text',
      line: lineAt(pos[0]),
      values: { message: message.split(/ at line |\n/)[0]! },
    }));
  const problems: ScenarioProblem[] = [];
  const report: Report = (rule, path, values = {}) =>
    problems.push({ rule, line: lineAt(offsetOf(document, path)), values });
  const read = scenarioSchema.safeParse(document.toJS());
  if (!read.success) for (const issue of read.error.issues) reportShape(issue, report);
  else checkNames(read.data, world, report);
  return problems.sort((a, b) => a.line - b.line);
}

/** The line at which a step of a scenario begins; steps count from 1. */
export function lineOfStep(text: string, step: number | undefined): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return Math.max(
    1,
    lines.linePos(offsetOf(document, step === undefined ? ['then'] : ['when', step - 1])).line,
  );
}

/** Where a place of the file begins: its key if it has one, else the nearest place around it that is there. */
function offsetOf(document: Document, path: Path): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        ({ key }) => (key as { value?: unknown }).value === part,
      );
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node) && typeof part === 'number' && node.items[part]) {
      node = node.items[part] as Node;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

const knownKeys = [scenarioSchema, scenarioStepSchema, expectationSchema].flatMap(({ shape }) =>
  Object.keys(shape),
);

function reportShape(
  issue: {
    code?: string;
    path: PropertyKey[];
    message: string;
    keys?: string[];
    expected?: string;
    input?: unknown;
  },
  report: Report,
): void {
  const path = issue.path as Path;
  const place = path.at(-1) ?? '';
  if (issue.code === 'unrecognized_keys')
    for (const key of issue.keys ?? [])
      report('scenario-unknown-key', [...path, key], { key, meant: nearest(key, knownKeys) ?? '' });
  else if (issue.code === 'invalid_type' && /received undefined/.test(issue.message))
    report('scenario-missing', path, { key: String(place) });
  else
    report('scenario-value', path, {
      key: (path.filter((part) => typeof part === 'string').at(-1) as string) ?? '',
      message: issue.message,
    });
}

function checkNames({ process, start, when, then }: Scenario, world: ScenarioWorld, report: Report): void {
  const started = process ?? world.process;
  if (!world.processes.has(started))
    report('scenario-process', process === undefined ? [] : ['process'], { process: started });
  if (start !== undefined) known(start, ['start'], world, report);
  when.forEach((step, at) => checkStep(step, ['when', at], world, report));
  checkExpected(then, ['then'], world, report);
}

/** Acts of a step; one step does one thing, so that its line says where a scenario stopped. */
const acts = [
  'complete',
  'vote',
  'advance',
  'message',
  'signal',
  'job',
  'error',
  'escalation',
  'set',
  'retry',
] as const;

function checkStep(step: ScenarioStep, path: Path, world: ScenarioWorld, report: Report): void {
  const named = acts.filter((act) => step[act] !== undefined);
  if (named.length === 0 && !step.expect) report('scenario-nothing', path);
  if (named.length > 1) report('scenario-several', path, { acts: named.join(', ') });
  if (step.complete !== undefined && known(step.complete, [...path, 'complete'], world, report)) {
    beTask(step.complete, [...path, 'complete'], world, report);
    checkFields(step, path, world, report);
  }
  if (step.vote && known(step.vote.task, [...path, 'vote', 'task'], world, report))
    beTask(step.vote.task, [...path, 'vote', 'task'], world, report);
  for (const act of ['job', 'error', 'escalation'] as const) {
    const at = step[act]?.at;
    if (at !== undefined) known(at, [...path, act, 'at'], world, report);
  }
  if (step.retry !== undefined) known(step.retry, [...path, 'retry'], world, report);
  for (const kind of ['message', 'signal'] as const) {
    const name = step[kind]?.name;
    if (name !== undefined && world.messages && !world.messages.has(name))
      report('scenario-message', [...path, kind, 'name'], {
        name,
        meant: nearest(name, world.messages) ?? '',
      });
  }
  if (step.advance !== undefined && !isDuration(step.advance))
    report('scenario-duration', [...path, 'advance'], { found: step.advance });
  if (step.set?.in !== undefined) knownProcess(step.set.in, [...path, 'set', 'in'], world, report);
  if (step.expect) checkExpected(step.expect, [...path, 'expect'], world, report);
}

function checkExpected(expected: Expectation, path: Path, world: ScenarioWorld, report: Report): void {
  for (const list of ['waiting', 'passed', 'untouched'] as const)
    expected[list]?.forEach((id, at) => known(id, [...path, list, at], world, report));
  if (expected.in !== undefined) knownProcess(expected.in, [...path, 'in'], world, report);
}

function known(id: string, path: Path, { elements }: ScenarioWorld, report: Report): boolean {
  if (elements.has(id)) return true;
  report('scenario-element', path, { element: id, meant: nearest(id, elements.keys()) ?? '' });
  return false;
}

function knownProcess(id: string, path: Path, { processes }: ScenarioWorld, report: Report): void {
  if (!processes.has(id)) report('scenario-process', path, { process: id });
}

/** Elements at which nobody ever waits for a person. */
const noTask =
  /(Gateway|Event|SequenceFlow|SubProcess|Transaction|CallActivity|ServiceTask|ScriptTask|BusinessRuleTask|SendTask)$/;

function beTask(id: string, path: Path, { elements }: ScenarioWorld, report: Report): void {
  if (elements.get(id)!.every(({ type }) => noTask.test(type)))
    report('scenario-not-a-task', path, { element: id });
}

function checkFields(
  { complete, with: given }: ScenarioStep,
  path: Path,
  world: ScenarioWorld,
  report: Report,
): void {
  const forms = world.elements.get(complete!)!.map(({ form }) => world.forms.get(form ?? ''));
  if (!given || !forms.every((form) => form !== undefined)) return;
  const fields = forms.flatMap(writtenVariables);
  const form = forms.map(({ id }) => id).join(', ');
  for (const field of Object.keys(given))
    if (!fields.includes(field))
      report('scenario-field', [...path, 'with', field], { field, form, known: fields.join(', ') });
}

function isDuration(text: string): boolean {
  try {
    return addDuration(0, text, 'UTC') >= 0;
  } catch {
    return false;
  }
}

/** The known name that was probably meant: at most two slips of the hand away. */
function nearest(name: string, all: Iterable<string>): string | undefined {
  let [best, least]: [string | undefined, number] = [undefined, 3];
  for (const one of all) {
    const slips = distance(name.toLowerCase(), one.toLowerCase());
    if (slips < least) [best, least] = [one, slips];
  }
  return best;
}

/**
 * What the diagrams and forms of a project offer to the scenarios of a folder; `own` are the diagrams of that folder, which are
 * among `diagrams`.
 */
export function scenarioWorld(
  { folder, own }: { folder: string; own: ModdleElement[] },
  diagrams: ModdleElement[],
  forms: Form[],
): ScenarioWorld {
  const elements = new Map<string, { type: string; form?: string }[]>();
  const messages = new Set<string>();
  const processes = new Set(diagrams.flatMap(processesIn));
  let open = false;
  const walk = (container: ModdleElement): void => {
    for (const element of many(container, 'flowElements')) {
      const form = formOf(element);
      const known = { type: element.$type, ...(form === undefined ? {} : { form }) };
      if (element.id) elements.set(element.id, [...(elements.get(element.id) ?? []), known]);
      walk(element);
    }
  };
  for (const definitions of diagrams)
    for (const root of many(definitions, 'rootElements')) {
      if (/^bpmn:(Message|Signal)$/.test(root.$type) && root.name) {
        if (root.name.startsWith('=')) open = true;
        else messages.add(root.name);
      }
      walk(root);
    }
  return {
    process: startedProcess(undefined, folder, own.flatMap(processesIn), processes),
    processes,
    elements,
    messages: open ? undefined : messages,
    forms: new Map(forms.map((form) => [form.id, form])),
  };
}

const processesIn = (definitions: ModdleElement): string[] =>
  many(definitions, 'rootElements').flatMap(({ $type, id }) => ($type === 'bpmn:Process' && id ? [id] : []));
