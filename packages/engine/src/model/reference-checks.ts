import { givenTwice } from './given-twice.ts';
import { many, one, text, type ModdleElement } from './moddle.ts';
import { alwaysInterrupts, definitionsOf, isDefinition } from './triggers.ts';
import type { Problem } from './types.ts';

/** What a reference has to lead to, by the type of the element that has it. */
const KINDS: [owner: string, reference: string, target: string][] = [
  ['bpmn:MessageEventDefinition', 'messageRef', 'bpmn:Message'],
  ['bpmn:SignalEventDefinition', 'signalRef', 'bpmn:Signal'],
  ['bpmn:ErrorEventDefinition', 'errorRef', 'bpmn:Error'],
  ['bpmn:EscalationEventDefinition', 'escalationRef', 'bpmn:Escalation'],
  ['bpmn:CompensateEventDefinition', 'activityRef', 'bpmn:Activity'],
  ['bpmn:ReceiveTask', 'messageRef', 'bpmn:Message'],
  ['bpmn:SendTask', 'messageRef', 'bpmn:Message'],
  ['bpmn:BoundaryEvent', 'attachedToRef', 'bpmn:Activity'],
];

/** References that lead to something else than they have to, flows without an end, and ids that cannot be used. */
export function wrongReferences(process: ModdleElement): Problem[] {
  const named = process.id
    ? []
    : [
        problem(
          process,
          'no-id',
          'expected an id of the process, by which it is started and found; found none',
        ),
      ];
  return [...named, ...wrongIn(process)];
}

function wrongIn(element: ModdleElement): Problem[] {
  const parts = [...many(element, 'flowElements'), ...many(element, 'eventDefinitions')];
  return [...wrongAt(element), ...parts.flatMap(wrongIn)];
}

function wrongAt(element: ModdleElement): Problem[] {
  const problems: Problem[] = [];
  for (const [owner, reference, target] of KINDS) {
    const found = element.$instanceOf(owner) ? one(element, reference) : undefined;
    if (found && !found.$instanceOf(target))
      problems.push(
        problem(
          element,
          'wrong-reference',
          `expected ${reference} to name a ${target}, found «${found.id}», a ${found.$type}`,
        ),
      );
  }
  for (const definition of element.$instanceOf('bpmn:Event') ? definitionsOf(element) : [])
    if (!isDefinition(definition))
      problems.push(
        problem(
          element,
          'wrong-reference',
          `expected an event definition that is executed, found «${definition.id}», a ${definition.$type}`,
        ),
      );
  problems.push(...wrongExtensions(element), ...wrongParts(element));
  if (isDrawnBeside(element))
    problems.push(
      problem(
        element,
        'always-interrupts',
        'is drawn as not interrupting; an error or a cancellation always interrupts, and so does this event',
        'warning',
      ),
    );
  if (element.$instanceOf('bpmn:BoundaryEvent')) {
    const host = one(element, 'attachedToRef');
    if (host?.$parent && host.$parent !== element.$parent)
      problems.push(
        problem(
          element,
          'crosses-scope',
          `expected to stand on an activity beside it, found «${host.id}» elsewhere`,
        ),
      );
  }
  if (element.$instanceOf('bpmn:SequenceFlow'))
    for (const end of ['sourceRef', 'targetRef'])
      if (!one(element, end))
        problems.push(problem(element, 'missing-reference', `expected ${end}, found none`));
  if (element.$type === 'bpmn:ConditionalEventDefinition' && !text(one(element, 'condition'), 'body'))
    problems.push(problem(element, 'no-event-condition', 'expected a condition, found none'));
  if (element.id !== undefined && element.id in {})
    problems.push(problem(element, 'bad-id', 'this id is reserved; give the element another one'));
  return problems;
}

/** Each extension but an embedded form says one thing once: of two, one would be left out in silence. */
function wrongExtensions(element: ModdleElement): Problem[] {
  const values = many(one(element, 'extensionElements'), 'values').filter(({ $type }) =>
    /^(?:zeebe|opora):(?!userTaskForm$)/i.test($type),
  );
  const types = values.map(({ $type }) => $type);
  const twice = [...new Set(types.filter((type, i) => types.indexOf(type) !== i))].map((type) =>
    problem(element, 'duplicate-extension', `expected one ${type}, found several`),
  );
  const bindings = values.flatMap((value) => {
    const binding = text(value, 'bindingType');
    if (binding === undefined) return [];
    if (!BINDINGS.includes(binding))
      return [
        problem(
          element,
          'bad-binding',
          `expected bindingType to be one of ${BINDINGS.join(', ')}, found «${binding}»`,
        ),
      ];
    return binding === 'versionTag' && !text(value, 'versionTag')
      ? [problem(element, 'bad-binding', 'expected a versionTag for the binding by version tag, found none')]
      : [];
  });
  const idle = types
    .filter((type) => NOT_FOLLOWED.has(type))
    .map((type) => problem(element, 'not-followed', `${type} has no effect here`, 'warning'));
  return [...twice, ...bindings, ...idle];
}

/** Extensions that are read and kept, and change nothing. */
const NOT_FOLLOWED = new Set([
  'zeebe:AgentDefinition',
  'zeebe:JobPriorityDefinition',
  'zeebe:LinkedResources',
]);

/** Parts of an element, and of its marker and condition, that BPMN lets it have once. */
function wrongParts(element: ModdleElement): Problem[] {
  const inside = ['loopCharacteristics', 'conditionExpression', 'extensionElements'];
  return [element, ...inside.flatMap((name) => one(element, name) ?? [])].flatMap((each) =>
    givenTwice(each).map((name) =>
      problem(element, 'given-twice', `expected one ${name}, found several; only one can count`),
    ),
  );
}

const BINDINGS = ['latest', 'deployment', 'versionTag'];

const isDrawnBeside = (element: ModdleElement): boolean =>
  (element.cancelActivity === false ||
    (element.isInterrupting === false && element.$parent?.triggeredByEvent === true)) &&
  alwaysInterrupts(element);

/** Event definitions are mostly without an id: the event is meant. */
function problem(
  element: ModdleElement,
  rule: string,
  message: string,
  severity: Problem['severity'] = 'error',
): Problem {
  const id = nearestId(element);
  return {
    ...(id === undefined ? {} : { elementId: id }),
    elementType: element.$type,
    rule,
    message: id === undefined ? message : `${id}: ${message}`,
    severity,
  };
}

/** The id of an element, or of the nearest one around it that has one. */
export function nearestId(element: ModdleElement | undefined): string | undefined {
  for (let at = element; at; at = at.$parent) if (at.id !== undefined) return at.id;
  return undefined;
}
