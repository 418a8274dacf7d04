import { extensionOf, removeExtension, setExtension, type Parts } from '../../blocks/extensions.ts';
import type { ReferenceKind } from './references.ts';

/** An element of the diagram, as far as references are concerned. */
export interface Referring {
  id: string;
  businessObject: object & {
    $type?: string;
    $parent?: { $type?: string };
    name?: string;
    eventDefinitions?: object[];
    $instanceOf?(type: string): boolean;
  };
}
interface Slot {
  kind: ReferenceKind;
  element: string;
  extension: string;
  attribute: string;
  /** Which of these elements do. */
  only?: (element: Referring) => boolean;
}

/** A case is started here by a person: not by an event, and not inside a subprocess. */
const startsCase = ({ businessObject: { eventDefinitions = [], $parent } }: Referring): boolean =>
  !eventDefinitions.length && $parent?.$type === 'bpmn:Process';

/** Which elements refer to what, and where their id stands. */
const slots: readonly Slot[] = [
  { kind: 'form', element: 'bpmn:UserTask', extension: 'zeebe:FormDefinition', attribute: 'formId' },
  {
    kind: 'form',
    element: 'bpmn:StartEvent',
    extension: 'zeebe:FormDefinition',
    attribute: 'formId',
    only: startsCase,
  },
  {
    kind: 'decision',
    element: 'bpmn:BusinessRuleTask',
    extension: 'zeebe:CalledDecision',
    attribute: 'decisionId',
  },
  { kind: 'process', element: 'bpmn:CallActivity', extension: 'zeebe:CalledElement', attribute: 'processId' },
];

const slotOf = (element: Referring): Slot | undefined =>
  slots.find(
    ({ element: type, only }) => element.businessObject.$instanceOf?.(type) && (only?.(element) ?? true),
  );

/** What an element refers to; `id` is empty where nothing is chosen, and an expression begins with `=`. */
export function referenceOf(element: Referring): { kind: ReferenceKind; id: string } | undefined {
  const slot = slotOf(element);
  if (!slot) return undefined;
  const value = extensionOf(element, slot.extension)?.get(slot.attribute);
  return { kind: slot.kind, id: typeof value === 'string' ? value : '' };
}

/** Lets an element refer to another form, decision or process; empty: to none. */
export function setReference(parts: Parts, element: Referring, id: string): void {
  const slot = slotOf(element);
  if (!slot) return;
  if (!id) return removeExtension(parts, element, slot.extension);
  const result = extensionOf(element, slot.extension)
    ? {}
    : slot.kind === 'decision'
      ? { resultVariable: 'result' }
      : {};
  setExtension(parts, element, slot.extension, { [slot.attribute]: id, ...result });
}
