import { durationOr, parseDate, TimeError } from '../core/time.ts';
import type { Graph } from './graph.ts';
import type { Expression, ModelNode, Problem } from './types.ts';

type Found = Pick<Problem, 'rule' | 'message' | 'severity'>;

const error = (rule: string, message: string): Found => ({ rule, message, severity: 'error' });
const warning = (rule: string, message: string): Found => ({ rule, message, severity: 'warning' });

/** What a fixed text or a reference of a node says, and cannot: an expression is only known when the case gets there. */
export function wrongValues(node: ModelNode, graph: Graph): Found[] {
  return [
    ...wrongTargets(node),
    ...wrongJobs(node),
    ...wrongDurations(node),
    ...wrongTask(node),
    ...wrongStartInAdhoc(node, graph),
    ...wrongActivityRef(node, graph),
    ...sameCodes(node, graph),
  ];
}

const fixed = (expression: Expression | undefined): string | undefined =>
  expression && 'text' in expression ? expression.text : undefined;

/** The target of a mapping is a name, or names with dots between. */
function wrongTargets({ inputs = [], outputs = [] }: ModelNode): Found[] {
  return [...inputs, ...outputs]
    .filter(({ target }) => target.split('.').some((name) => name.trim() === '' || name === '__proto__'))
    .map(({ target }) =>
      error(
        'bad-target',
        `expected a mapping to name a variable such as x or x.y as its target, found «${target}»`,
      ),
    );
}

function wrongJobs({ job, listeners = [] }: ModelNode): Found[] {
  return [...(job ? [job] : []), ...listeners].flatMap(({ type, retries }) => {
    const attempts = fixed(retries);
    const isWrong = attempts !== undefined && !(Number.isInteger(Number(attempts)) && Number(attempts) >= 1);
    return [
      ...(fixed(type)?.trim() === ''
        ? [error('no-job-type', 'expected the type of the job, found none')]
        : []),
      ...(isWrong
        ? [error('bad-retries', `expected a whole number of attempts from 1, found «${attempts}»`)]
        : []),
    ];
  });
}

/** Durations that cannot be read have no effect, on every host. */
function wrongDurations({ job, triggers = [] }: ModelNode): Found[] {
  const lives = triggers.flatMap((one) => (one.kind === 'message' ? [one.timeToLive] : []));
  return [job?.backoff, job?.timeout, ...lives].flatMap((duration) => {
    const text = fixed(duration);
    if (text === undefined || durationOr(text, '') === text) return [];
    return [
      warning(
        'bad-duration',
        `expected an ISO 8601 duration such as PT1H, found «${text}»; the usual one counts`,
      ),
    ];
  });
}

function wrongTask({ task = {} }: ModelNode): Found[] {
  const priority = fixed(task.priority);
  const value = Number(priority);
  const isWrong = priority !== undefined && !(Number.isInteger(value) && value >= 0 && value <= 100);
  return [
    ...(isWrong ? [error('bad-priority', `expected a whole number from 0 to 100, found «${priority}»`)] : []),
    ...[task.dueDate, task.followUpDate].flatMap((date) => wrongDate(fixed(date))),
  ];
}

function wrongDate(text: string | undefined): Found[] {
  if (!text) return [];
  try {
    parseDate(text, 'UTC');
    return [];
  } catch (reason) {
    if (!(reason instanceof TimeError)) throw reason;
    return [error('bad-date', reason.message)];
  }
}

/** An ad-hoc subprocess has no start: a person or an expression chooses (BPMN 2.0.2, 10.3.5). */
const wrongStartInAdhoc = (node: ModelNode, { nodes }: Graph): Found[] =>
  node.type === 'bpmn:StartEvent' && nodes[node.scope ?? '']?.adhoc
    ? [error('start-in-ad-hoc', 'expected no start event in an ad-hoc subprocess: its elements are chosen')]
    : [];

/** Only what is completed beside the throwing event can be named; an event subprocess speaks for the scope around it. */
function wrongActivityRef(node: ModelNode, { nodes }: Graph): Found[] {
  return (node.triggers ?? []).flatMap((trigger) => {
    if (trigger.kind !== 'compensation') return [];
    const waits = trigger.wait
      ? []
      : [
          warning(
            'always-waits',
            'waitForCompletion="false" is not followed: the event waits for the handlers',
          ),
        ];
    const activity = nodes[trigger.activity ?? ''];
    if (!activity) return waits;
    let scope = nodes[node.scope ?? ''];
    while (scope?.eventSubprocess && scope.id !== activity.scope) scope = nodes[scope.scope ?? ''];
    if (scope?.id === activity.scope) return waits;
    const message = `expected activityRef to name an activity beside the event, found «${activity.id}» in ${activity.scope}`;
    return [...waits, error('activity-elsewhere', message)];
  });
}

/** Of several events for the same code only the first one happens. */
function sameCodes(node: ModelNode, { nodes }: Graph): Found[] {
  const seen = new Map<string, string>();
  return (node.boundary ?? []).flatMap((id) =>
    (nodes[id]?.triggers ?? []).flatMap((trigger) => {
      if (trigger.kind !== 'error' && trigger.kind !== 'escalation') return [];
      const key = JSON.stringify([trigger.kind, trigger.code ?? null]);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, id);
      return first === undefined
        ? []
        : [
            warning(
              'same-code',
              `expected one ${trigger.kind} event for a code, found ${first} and ${id}; ${id} never happens`,
            ),
          ];
    }),
  );
}
