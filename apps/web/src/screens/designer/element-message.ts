import type { Parts } from '../../blocks/extensions.ts';
import type { Referring } from './element-references.ts';

interface Moddle {
  $type: string;
  $parent?: Moddle;
  id?: string;
  name?: string;
  messageRef?: Moddle;
  eventDefinitions?: Moddle[];
  rootElements?: Moddle[];
}
interface Command {
  cmd: string;
  context: object;
}

/** Where an element names its message: itself for tasks, its definition for events. */
function placeOf(element: Referring): Moddle | undefined {
  const business = element.businessObject as unknown as Moddle;
  if (business.$type === 'bpmn:ReceiveTask' || business.$type === 'bpmn:SendTask') return business;
  return business.eventDefinitions?.find(({ $type }) => $type === 'bpmn:MessageEventDefinition');
}

/** Whether an element waits for a message or sends one. */
export const takesMessage = (element: Referring): boolean => placeOf(element) !== undefined;

/** The name of an element's message. */
export const messageNameOf = (element: Referring): string | undefined =>
  placeOf(element)?.messageRef?.name || undefined;

/** Gives an element the message of a name, making it where the diagram has none yet; `+`: a new one, empty: none. */
export function setMessage(parts: Parts, element: Referring, name: string): void {
  const place = placeOf(element);
  if (!place) return;
  let root = place;
  while (root.$parent) root = root.$parent;
  const commands: Command[] = [];
  let message = name
    ? root.rootElements?.find((each) => each.$type === 'bpmn:Message' && each.name === name)
    : undefined;
  if (name && !message) {
    const factory = parts.get<{ create(type: string, properties: object): Moddle }>('bpmnFactory');
    message = factory.create('bpmn:Message', {});
    message.name = name === '+' ? message.id! : name;
    message.$parent = root;
    commands.push({
      cmd: 'element.updateModdleProperties',
      context: {
        element,
        moddleElement: root,
        properties: { rootElements: [...(root.rootElements ?? []), message] },
      },
    });
  }
  commands.push({
    cmd: 'element.updateModdleProperties',
    context: { element, moddleElement: place, properties: { messageRef: message } },
  });
  parts
    .get<{ execute(command: string, commands: Command[]): void }>('commandStack')
    .execute('properties-panel.multi-command-executor', commands);
}
