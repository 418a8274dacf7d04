/** One element of a block, on a grid of columns and rows whose row 0 is the way through. */
export interface Part {
  key: string;
  tag:
    | 'userTask'
    | 'sendTask'
    | 'scriptTask'
    | 'serviceTask'
    | 'exclusiveGateway'
    | 'intermediateCatchEvent'
    | 'boundaryEvent'
    | 'endEvent';
  name: string;
  at: [column: number, row: number];
  attributes?: { [name: string]: string };
  /** XML of its extension elements. */
  extensions?: string;
  /** XML after its flows: event definitions, loop characteristics. */
  body?: string;
  /** For boundary events: the activity it stands on. */
  on?: string;
}

/** A flow of a block; `in` is what comes before the block, `out` what follows it. */
export interface Link {
  from: string;
  to: string;
  name?: string;
  /** FEEL without the leading `=`. */
  condition?: string;
  isDefault?: boolean;
}

/** A message that an event of a block waits for; the event refers to it by the block's id and this key. */
export interface MessagePart {
  key: string;
  name: string;
  /** FEEL without the leading `=`. */
  correlationKey: string;
}

/** What a block draws. */
export interface Fragment {
  parts: Part[];
  links: Link[];
  messages?: MessagePart[];
}

const escapes: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
/** A text as it may stand in XML. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"\n]/g, (character) => escapes[character]!);

/** An XML element with attributes; those without a value are left out. */
export function tag(name: string, attributes: { [name: string]: string | undefined }, body = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [` ${key}="${escapeXml(value)}"`],
  );
  return body ? `<${name}${written.join('')}>${body}</${name}>` : `<${name}${written.join('')} />`;
}

/** Size of a grid cell and of the elements in it, in pixels. */
export const cell = { width: 170, height: 130 };

/** A block as a process of its own, from a start (`in`) to an end (`out`); `id` comes before each key. */
export function fragmentXml(id: string, { parts, links, messages = [] }: Fragment): string {
  const idOf = (key: string): string => `${id}-${key}`;
  const flowId = (link: Link): string => `${idOf(link.from)}-to-${link.to}`;
  const flowsOf = (key: string): string =>
    [
      ...links.filter((link) => link.to === key).map((link) => tag('bpmn:incoming', {}, flowId(link))),
      ...links.filter((link) => link.from === key).map((link) => tag('bpmn:outgoing', {}, flowId(link))),
    ].join('');
  const nodes = parts.map((part) => {
    const isDefault = links.find((link) => link.from === part.key && link.isDefault);
    return tag(
      `bpmn:${part.tag}`,
      {
        id: idOf(part.key),
        name: part.name,
        ...part.attributes,
        default: isDefault && flowId(isDefault),
        attachedToRef: part.on && idOf(part.on),
      },
      `${part.extensions ? tag('bpmn:extensionElements', {}, part.extensions) : ''}${flowsOf(part.key)}${part.body ?? ''}`,
    );
  });
  const flows = links.map((link) =>
    tag(
      'bpmn:sequenceFlow',
      { id: flowId(link), name: link.name, sourceRef: idOf(link.from), targetRef: idOf(link.to) },
      link.condition &&
        `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${escapeXml(link.condition)}</bpmn:conditionExpression>`,
    ),
  );
  const body = [
    tag('bpmn:startEvent', { id: idOf('in') }, flowsOf('in')),
    ...nodes,
    tag('bpmn:endEvent', { id: idOf('out') }, flowsOf('out')),
    ...flows,
  ].join('');
  const subscriptions = messages.map(({ key, name, correlationKey }) =>
    tag(
      'bpmn:message',
      { id: idOf(key), name },
      tag('bpmn:extensionElements', {}, tag('zeebe:subscription', { correlationKey: `=${correlationKey}` })),
    ),
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ' +
    'xmlns:opora="http://opora.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://opora.dev/blocks">' +
    `${tag('bpmn:process', { id, isExecutable: 'true' }, body)}${subscriptions.join('')}</bpmn:definitions>`
  );
}
