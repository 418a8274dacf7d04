import { compact, expression, feel } from './expressions.ts';
import { many, one, text, type ModdleElement } from './moddle.ts';
import type { Expression, Trigger } from './types.ts';
import { extension } from './extensions.ts';

type Reader = (definition: ModdleElement, event: ModdleElement) => Trigger;
const body = (definition: ModdleElement, property: string): string | undefined =>
  text(one(definition, property), 'body');

/** A message or signal without a name is known by its id; an empty name is none (BPMN 2.0.2, 8.4.11). */
const nameOf = (element: ModdleElement | undefined): Expression =>
  expression(text(element, 'name')) ?? { text: element?.name === undefined ? (element?.id ?? '') : '' };

/** The message of an event or task as a trigger. */
export function messageTrigger(message: ModdleElement | undefined, event: ModdleElement): Trigger {
  const publish = extension(event, 'opora:Publish');
  const key =
    text(publish, 'correlationKey') ?? text(extension(message, 'zeebe:Subscription'), 'correlationKey');
  return compact({
    kind: 'message' as const,
    name: nameOf(message),
    correlationKey: expression(key),
    timeToLive: expression(text(publish, 'timeToLive')),
    messageRef: message?.id,
  });
}

const readers: { [type: string]: Reader } = {
  'bpmn:MessageEventDefinition': (definition, event) => messageTrigger(one(definition, 'messageRef'), event),
  'bpmn:SignalEventDefinition': (definition) => ({
    kind: 'signal',
    name: nameOf(one(definition, 'signalRef')),
  }),
  'bpmn:TimerEventDefinition': (definition) =>
    compact({
      kind: 'timer' as const,
      date: expression(body(definition, 'timeDate')),
      duration: expression(body(definition, 'timeDuration')),
      cycle: expression(body(definition, 'timeCycle')),
    }),
  'bpmn:ErrorEventDefinition': (definition) => {
    const error = one(definition, 'errorRef');
    return compact({ kind: 'error' as const, code: expression(text(error, 'errorCode')) });
  },
  'bpmn:EscalationEventDefinition': (definition) =>
    compact({
      kind: 'escalation' as const,
      code: expression(text(one(definition, 'escalationRef'), 'escalationCode')),
    }),
  'bpmn:ConditionalEventDefinition': (definition) => {
    const filter = extension(definition, 'zeebe:ConditionalFilter');
    const events = (text(filter, 'variableEvents') ?? '').split(',').map((one) => one.trim());
    return compact({
      kind: 'conditional' as const,
      condition: feel(body(definition, 'condition')) ?? { feel: 'false' },
      variableNames: expression(text(filter, 'variableNames')),
      variableEvents: events.some(Boolean) ? events.filter(Boolean) : undefined,
    });
  },
  'bpmn:CompensateEventDefinition': (definition) =>
    compact({
      kind: 'compensation' as const,
      activity: one(definition, 'activityRef')?.id,
      wait: definition.waitForCompletion !== false,
    }),
  'bpmn:LinkEventDefinition': (definition, event) => ({
    kind: 'link',
    name: text(definition, 'name') ?? text(event, 'name') ?? '',
  }),
  'bpmn:CancelEventDefinition': () => ({ kind: 'cancel' }),
  'bpmn:TerminateEventDefinition': () => ({ kind: 'terminate' }),
};

/** The definitions of an event, its own and those that it names. */
export const definitionsOf = (event: ModdleElement): ModdleElement[] => [
  ...many(event, 'eventDefinitions'),
  ...many(event, 'eventDefinitionRef'),
];

/** Is this the definition of an event that can be executed? */
export const isDefinition = (element: ModdleElement): boolean => element.$type in readers;

/** An error or a cancellation ends what it is caught at, however it is drawn (BPMN 2.0.2, tables 10.86 and 10.90). */
export const alwaysInterrupts = (event: ModdleElement): boolean =>
  definitionsOf(event).some(
    ({ $type }) => $type === 'bpmn:ErrorEventDefinition' || $type === 'bpmn:CancelEventDefinition',
  );

/** What an event reacts to or does; an event without definitions has the trigger `none`. */
export function triggersOf(event: ModdleElement): Trigger[] {
  const definitions = definitionsOf(event).filter(isDefinition);
  if (definitions.length === 0) return [{ kind: 'none' }];
  return definitions.map((definition) => triggerOf(definition, event));
}

/** What one event definition stands for, as it is thrown or caught by the element. */
export const triggerOf = (definition: ModdleElement, event: ModdleElement): Trigger =>
  isSilent(definition, event) ? { kind: 'none' } : readers[definition.$type]!(definition, event);

/** A throwing message event that names no message has nothing to send. */
const isSilent = (definition: ModdleElement, event: ModdleElement): boolean =>
  definition.$type === 'bpmn:MessageEventDefinition' &&
  !one(definition, 'messageRef') &&
  event.$instanceOf('bpmn:ThrowEvent');
