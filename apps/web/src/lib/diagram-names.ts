import type { Translate } from './translate.ts';

/** What a diagram says about an element: its name and, for a flow, where it starts and ends. */
export interface DiagramElement {
  type: string;
  name: string;
  source?: string;
  target?: string;
}

const ENTITIES: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text of XML with its entities read; what is none stays. */
export function decode(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return Number.isInteger(code) && code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
  });
}

/** The value of an attribute of a tag. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? decode(found[1] ?? found[2] ?? '') : undefined;
}

/** What was read last, by text: the same diagrams are asked for again and again. */
const known = new Map<string, Map<string, DiagramElement>>();
const KEPT = 40;

/** The elements of a BPMN file by id (`readElements`), read once. */
export function diagramElements(xml: string): ReadonlyMap<string, DiagramElement> {
  const before = known.get(xml);
  if (before) return before;
  const read = readElements(xml);
  known.set(xml, read);
  if (known.size > KEPT) known.delete(known.keys().next().value!);
  return read;
}

/** What a kind of element without a name is called (`element.…`); the first that fits. */
const kinds: [pattern: RegExp, word: string][] = [
  [/^startEvent$/, 'start'],
  [/^endEvent$/, 'end'],
  [/Event$/, 'event'],
  [/Gateway$/, 'gateway'],
  [/^(task|\w+Task|callActivity)$/, 'step'],
  [/^(subProcess|transaction|adHocSubProcess)$/, 'subProcess'],
];

/** What people call an element: its name, else its kind; a flow by its ends, for an id says nothing to them. */
export function elementName(elements: ReadonlyMap<string, DiagramElement>, id: string, t: Translate): string {
  const { name, type, source, target } = elements.get(id) ?? { name: '', type: '' };
  if (name) return name;
  if (source && target) return [source, target].map((end) => elementName(elements, end, t)).join(' → ');
  const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
  return kind ? t(`element.${kind}`) : id;
}

/**
 * Reads ids, names and types of a BPMN file's elements without a full parse: the journal needs words for ids
 * long before somebody opens the diagram, and the parser is a large part of the designer.
 */
function readElements(xml: string): Map<string, DiagramElement> {
  const found = new Map<string, DiagramElement>();
  for (const match of xml.matchAll(/<(?:\w+:)?(\w+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g)) {
    const [, type = '', tag = ''] = match;
    const id = attribute(tag, 'id');
    if (!id || type.startsWith('BPMN')) continue;
    const name = attribute(tag, 'name')?.replace(/\s+/g, ' ').trim() ?? '';
    const source = attribute(tag, 'sourceRef');
    const target = attribute(tag, 'targetRef');
    found.set(id, { type, name, ...(source ? { source } : {}), ...(target ? { target } : {}) });
  }
  return found;
}
