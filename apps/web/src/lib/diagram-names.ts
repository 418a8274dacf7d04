/** What a diagram says about an element: its name and, for a flow, where it starts. */
export interface DiagramElement {
  type: string;
  name: string;
  source?: string;
}

const ENTITIES: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return Number.isInteger(code) && code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
  });
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? decode(found[1] ?? found[2] ?? '') : undefined;
}

/**
 * Reads ids, names and types of a BPMN file's elements without a full parse: the journal needs words for ids
 * long before somebody opens the diagram, and the parser is a large part of the designer.
 */
export function diagramElements(xml: string): Map<string, DiagramElement> {
  const found = new Map<string, DiagramElement>();
  for (const match of xml.matchAll(/<(?:\w+:)?(\w+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g)) {
    const [, type = '', tag = ''] = match;
    const id = attribute(tag, 'id');
    if (!id || type.startsWith('BPMN')) continue;
    const name = attribute(tag, 'name')?.replace(/\s+/g, ' ').trim() ?? '';
    const source = attribute(tag, 'sourceRef');
    found.set(id, { type, name, ...(source ? { source } : {}) });
  }
  return found;
}
