import type { Graph } from './graph.ts';
import type { ModelNode, Problem, Trigger } from './types.ts';

type Kind = Trigger['kind'];
type Found = Pick<Problem, 'rule' | 'message' | 'severity'>;

/** Which event definitions an event may have where it stands (BPMN 2.0.2, tables 10.84, 10.86, 10.88, 10.89, 10.92). */
const ALLOWED: { [place: string]: Kind[] } = {
  'start event': ['none', 'message', 'timer', 'signal', 'conditional'],
  'start event of an event subprocess': [
    ...(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'] as const),
  ],
  'catching event': ['message', 'timer', 'signal', 'conditional', 'link'],
  'throwing event': ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
  'boundary event': [
    ...([
      'message',
      'timer',
      'signal',
      'conditional',
      'escalation',
      'error',
      'cancel',
      'compensation',
    ] as const),
  ],
  'end event': [
    ...(['none', 'message', 'signal', 'error', 'escalation', 'cancel', 'compensation', 'terminate'] as const),
  ],
};

const PLACES: { [type: string]: string } = {
  'bpmn:IntermediateCatchEvent': 'catching event',
  'bpmn:IntermediateThrowEvent': 'throwing event',
  'bpmn:BoundaryEvent': 'boundary event',
  'bpmn:EndEvent': 'end event',
};

/** What keeps the events of a process, and what belongs to them, from happening as they are drawn. */
export function wrongEvents(node: ModelNode, graph: Graph): Found[] {
  return [
    ...wrongTriggers(node, graph),
    ...wrongLinks(node, graph),
    ...wrongCompensation(node, graph),
    ...wrongEventSubprocess(node),
  ];
}

const error = (rule: string, message: string): Found => ({ rule, message, severity: 'error' });

function placeOf(node: ModelNode, graph: Graph): string | undefined {
  if (node.type !== 'bpmn:StartEvent') return PLACES[node.type];
  const around = graph.nodes[node.scope ?? ''];
  if (around?.eventSubprocess) return 'start event of an event subprocess';
  // A start event with a trigger in a plain subprocess has its own rule.
  return around?.type === 'bpmn:Process' ? 'start event' : undefined;
}

function wrongTriggers(node: ModelNode, graph: Graph): Found[] {
  const place = placeOf(node, graph);
  if (place === undefined) return [];
  const allowed = ALLOWED[place]!;
  // A boundary event without a definition, or a start without one, has its own rule.
  const skipped = place === 'boundary event' || place.endsWith('subprocess') ? 'none' : undefined;
  const wrong = (node.triggers ?? [])
    .map(({ kind }) => kind)
    .filter((kind) => kind !== skipped && !allowed.includes(kind));
  if (wrong.length === 0) return [];
  const found =
    wrong[0] === 'none' ? 'no event definition' : `the definition «${[...new Set(wrong)].join(', ')}»`;
  return [error('wrong-trigger', `expected a ${place} to be one of ${allowed.join(', ')}; found ${found}`)];
}

function wrongLinks(node: ModelNode, graph: Graph): Found[] {
  const link = node.triggers?.find((one) => one.kind === 'link');
  if (!link) return [];
  if (node.type === 'bpmn:IntermediateThrowEvent' && node.outgoing.length > 0)
    return [error('link-flow', 'expected no flow out of a throwing link: the token goes on at its target')];
  if (node.type !== 'bpmn:IntermediateCatchEvent') return [];
  const flows =
    node.incoming.length > 0
      ? [error('link-flow', 'expected no flow into a catching link: tokens come from the links that throw')]
      : [];
  const twin = Object.values(graph.nodes).find(
    (other) =>
      other.id !== node.id &&
      other.type === node.type &&
      other.scope === node.scope &&
      other.triggers?.some((one) => one.kind === 'link' && one.name === link.name),
  );
  return twin
    ? [...flows, error('several-links', `expected one catching link «${link.name}», found ${twin.id} too`)]
    : flows;
}

function wrongCompensation(node: ModelNode, { nodes }: Graph): Found[] {
  const catches = node.triggers?.some(({ kind }) => kind === 'compensation');
  if (node.type === 'bpmn:BoundaryEvent' && catches) {
    if (node.outgoing.length > 0)
      return [error('compensation-flow', 'expected an association to the handler, found a sequence flow')];
    const activity = nodes[node.attachedTo ?? ''];
    if (activity && !activity.compensatedBy)
      return [
        error(
          'no-handler',
          'expected an association from the compensation event to an activity with isForCompensation="true", found none',
        ),
      ];
  }
  if (node.forCompensation && node.incoming.length + node.outgoing.length > 0)
    return [error('handler-flow', 'expected no flow into or out of a compensation handler')];
  return [];
}

function wrongEventSubprocess(node: ModelNode): Found[] {
  if (!node.eventSubprocess) return [];
  const flows =
    node.incoming.length + node.outgoing.length > 0
      ? [error('event-subprocess-flow', 'expected no flow into or out of an event subprocess')]
      : [];
  const marker = node.marker
    ? [
        error(
          'event-subprocess-marker',
          'expected an event subprocess without a loop or multi-instance marker',
        ),
      ]
    : [];
  return [...flows, ...marker];
}
