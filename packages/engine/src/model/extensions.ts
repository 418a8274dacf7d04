import { compact, expression } from './expressions.ts';
import { many, one, text, withoutPrefix, type ModdleElement } from './moddle.ts';
import type { Mapping, ModelNode } from './types.ts';

/** The first extension element of a type, e.g. `zeebe:TaskDefinition`. */
export const extension = (element: ModdleElement | undefined, type: string): ModdleElement | undefined =>
  many(one(element, 'extensionElements'), 'values').find((value) => value.$type === type);

/** What the `zeebe:` and `opora:` extensions of an element say, whichever element it is. */
export function readExtensions(element: ModdleElement): Partial<ModelNode> {
  const io = extension(element, 'zeebe:IoMapping');
  const inputs = mappings(many(io, 'inputParameters'));
  const outputs = mappings(many(io, 'outputParameters'));
  return compact({
    inputs: inputs.length > 0 ? inputs : undefined,
    outputs: outputs.length > 0 ? outputs : undefined,
    headers: headersOf(element),
    task: taskOf(element),
    startForm: startFormOf(element),
    job: jobOf(element),
    script: scriptOf(element),
    decision: decisionOf(element),
    called: calledOf(element),
    listeners: listenersOf(element),
  });
}

const mappings = (parameters: ModdleElement[]): Mapping[] =>
  parameters.map((parameter) => ({
    source: expression(text(parameter, 'source')) ?? { feel: 'null' },
    target: text(parameter, 'target') ?? '',
  }));

const headersOf = (element: ModdleElement): ModelNode['headers'] =>
  headersIn(extension(element, 'zeebe:TaskHeaders'));

function headersIn(headers: ModdleElement | undefined): ModelNode['headers'] {
  const values = many(headers, 'values');
  if (values.length === 0) return undefined;
  return Object.fromEntries(values.map((header) => [text(header, 'key') ?? '', text(header, 'value') ?? '']));
}

function taskOf(element: ModdleElement): ModelNode['task'] {
  if (element.$type !== 'bpmn:UserTask' && element.$type !== 'bpmn:GlobalUserTask') return undefined;
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const form = extension(element, 'zeebe:FormDefinition');
  const vote = extension(element, 'opora:Vote');
  return compact({
    assignee: expression(text(assignment, 'assignee')),
    candidateUsers: expression(text(assignment, 'candidateUsers')),
    candidateGroups: expression(text(assignment, 'candidateGroups')),
    dueDate: expression(text(schedule, 'dueDate')),
    followUpDate: expression(text(schedule, 'followUpDate')),
    priority: expression(text(extension(element, 'zeebe:PriorityDefinition'), 'priority')),
    formId: text(form, 'formId') ?? text(form, 'externalReference') ?? text(form, 'formKey'),
    formBinding: form && formBindingOf(form),
    vote: vote && voteOf(vote),
  });
}

const startFormOf = (element: ModdleElement): string | undefined =>
  element.$type === 'bpmn:StartEvent'
    ? text(extension(element, 'zeebe:FormDefinition'), 'formId')
    : undefined;

const VOTE = ['voters', 'size', 'quorum', 'rule', 'choices', 'outcomeVariable', 'secret'];
const voteOf = (vote: ModdleElement): NonNullable<NonNullable<ModelNode['task']>['vote']> =>
  Object.fromEntries(
    VOTE.flatMap((name) => {
      const value = expression(text(vote, name));
      return value ? [[name, value]] : [];
    }),
  );

function jobOf(element: ModdleElement): ModelNode['job'] {
  const definition = extension(element, 'zeebe:TaskDefinition');
  if (!definition) return undefined;
  const headers = headersOf(element) ?? {};
  return compact({
    type: expression(text(definition, 'type')) ?? { text: '' },
    retries: expression(text(definition, 'retries')),
    backoff: expression(headers.retryBackoff),
    timeout: expression(headers.timeout),
  });
}

function scriptOf(element: ModdleElement): ModelNode['script'] {
  const script = extension(element, 'zeebe:Script');
  const source = text(script, 'expression');
  if (source === undefined) return undefined;
  return {
    expression: { feel: source.replace(/^=/, '').trim() },
    resultVariable: text(script, 'resultVariable') ?? 'result',
  };
}

const bindingOf = (element: ModdleElement): 'latest' | 'deployment' | 'versionTag' => {
  const binding = text(element, 'bindingType');
  return binding === 'deployment' || binding === 'versionTag' ? binding : 'latest';
};

/** The called process as BPMN names it: maybe with the prefix of the file's own namespace. */
function calledElementOf(element: ModdleElement): string | undefined {
  const name = text(element, 'calledElement');
  let root = element;
  while (root.$parent) root = root.$parent;
  return name === undefined ? undefined : withoutPrefix(name, root);
}

function formBindingOf(form: ModdleElement): NonNullable<ModelNode['task']>['formBinding'] {
  const type = bindingOf(form);
  return type === 'latest' ? undefined : compact({ type, versionTag: text(form, 'versionTag') });
}

function decisionOf(element: ModdleElement): ModelNode['decision'] {
  const called = extension(element, 'zeebe:CalledDecision');
  if (!called) return undefined;
  return compact({
    decisionId: expression(text(called, 'decisionId')) ?? { text: '' },
    resultVariable: text(called, 'resultVariable') ?? 'result',
    binding: bindingOf(called),
    versionTag: text(called, 'versionTag'),
  });
}

function calledOf(element: ModdleElement): ModelNode['called'] {
  if (element.$type !== 'bpmn:CallActivity') return undefined;
  const called = extension(element, 'zeebe:CalledElement');
  const processId = expression(
    text(called, 'processId') ?? text(called, 'processIdExpression') ?? calledElementOf(element),
  );
  if (!processId) return undefined;
  return compact({
    processId,
    binding: called ? bindingOf(called) : 'latest',
    versionTag: text(called, 'versionTag'),
    businessKey: expression(text(called, 'businessId')),
    propagateAllParent: called?.propagateAllParentVariables !== false,
    propagateAllChild: called?.propagateAllChildVariables !== false,
  });
}

function listenersOf(element: ModdleElement): ModelNode['listeners'] {
  const read = (container: string, task: true | undefined): NonNullable<ModelNode['listeners']> =>
    many(extension(element, container), 'listeners').map((one) =>
      compact({
        event: text(one, 'eventType') ?? '',
        type: expression(text(one, 'type')) ?? { text: '' },
        retries: expression(text(one, 'retries')),
        headers: headersIn(one.headers as ModdleElement | undefined),
        task,
      }),
    );
  const all = [...read('zeebe:ExecutionListeners', undefined), ...read('zeebe:TaskListeners', true)];
  return all.length > 0 ? all : undefined;
}
