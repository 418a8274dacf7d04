import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { noticing } from './given-twice.ts';
import { oporaModdle } from './opora-moddle.ts';
import { nearestId } from './reference-checks.ts';
import { elementsOf, type Schema, type Tree } from './tree.ts';
import type { Problem } from './types.ts';

/** A parsed XML element, as far as the compiler looks at it. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  $instanceOf(type: string): boolean;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

/** One element behind a reference or property. */
export const one = (element: ModdleElement | undefined, property: string): ModdleElement | undefined => {
  const value = element?.[property];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ModdleElement)
    : undefined;
};
/** All elements behind a property. */
export const many = (element: ModdleElement | undefined, property: string): ModdleElement[] => {
  const value = element?.[property];
  return Array.isArray(value) ? (value as ModdleElement[]) : [];
};
/** A text behind a property, trimmed; absent when empty. */
export const text = (element: ModdleElement | undefined, property: string): string | undefined => {
  const value = element?.[property];
  const found =
    typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
  return found === '' ? undefined : found;
};

const lineOf = (message: string): number | undefined => {
  const found = /line: (\d+)/.exec(message);
  return found ? Number(found[1]) + 1 : undefined;
};

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
let moddle: BpmnModdle | undefined;
/** Its types are made as they are met, which takes longer than reading a small diagram: one instance serves all. */
const schema = (): BpmnModdle => (moddle ??= noticing(new BpmnModdle({ zeebe, opora: oporaModdle })));

/** Reads a BPMN file; what cannot be read is told with its line. No entity is ever resolved. */
export async function readXml(xml: string): Promise<{ definitions?: ModdleElement; problems: Problem[] }> {
  const refused = refuseXml(xml);
  if (refused) return { problems: [refused] };
  try {
    const { rootElement, elementsById, warnings } = await schema().fromXML(withoutBlanks(xml));
    const definitions = rootElement as unknown as ModdleElement;
    if (!definitions.$instanceOf('bpmn:Definitions')) {
      return {
        problems: [
          fileProblem('xml', `expected a BPMN file (bpmn:definitions), found <${definitions.$type}>`),
        ],
      };
    }
    return whole(definitions, elementsById as { [id: string]: ModdleElement }, warnings as Warning[]);
  } catch (error) {
    const said = (error as Error).message;
    const root = /failed to parse document as/.test(said) ? /<([^?!\s/>][^\s/>]*)/.exec(xml)?.[1] : undefined;
    const message =
      root === undefined
        ? `the file cannot be read: ${said.split('\n')[0]}`
        : `expected a BPMN 2.0 file: <definitions> of the namespace ${BPMN}, found <${root}>`;
    return { problems: [fileProblem('xml', message, lineOf(said))] };
  }
}

/** Reads a diagram that is being drawn (`treeOf`), with the same result as reading the file that it would be written to. */
export const readTree = (tree: Tree): ReturnType<typeof readXml> => treeReader()(tree);

/**
 * Reads one diagram again and again while it is being drawn: what did not change is not made anew, which takes a third of the
 * time. What was read before is no longer to be looked at.
 */
export function treeReader(): (tree: Tree) => ReturnType<typeof readXml> {
  let before: { tree: Tree; element: ModdleElement } | undefined;
  return async (tree) => {
    const read = elementsOf(tree, schema() as unknown as Schema, { before });
    before = { tree, element: read.definitions };
    if (read.ambiguous) return readXml(await writeTree(tree));
    return whole(read.definitions, read.elementsById, read.warnings as Warning[]);
  };
}

/** Writes a diagram that is being drawn as a file. */
export async function writeTree(tree: Tree): Promise<string> {
  const { definitions } = elementsOf(tree, schema() as unknown as Schema, { asWritten: true });
  return (await schema().toXML(definitions, { format: true })).xml;
}

function whole(
  definitions: ModdleElement,
  known: { [id: string]: ModdleElement },
  warnings: Warning[],
): { definitions: ModdleElement; problems: Problem[] } {
  const left = warnings.filter(
    (warning) => !warning.message.startsWith('unknown attribute') && !resolve(warning, definitions, known),
  );
  return { definitions, problems: left.flatMap(problemOf) };
}

interface Warning {
  message: string;
  property?: string;
  value?: string;
  element?: ModdleElement;
}

/** A name without a prefix that stands for the namespace of the file itself, as references may have (BPMN 2.0.2, 15.3.2). */
export function withoutPrefix(name: string, definitions: ModdleElement | undefined): string {
  const [prefix, local, more] = name.split(':');
  const attributes = definitions?.$attrs as { [name: string]: string } | undefined;
  const isOwn =
    local !== undefined &&
    more === undefined &&
    attributes?.[`xmlns:${prefix}`] === definitions?.targetNamespace;
  return isOwn ? local : name;
}

/** Sets a reference that was written with the prefix of the file's own namespace; false when there is nothing to set. */
function resolve(
  { property, value, element }: Warning,
  definitions: ModdleElement,
  known: { [id: string]: ModdleElement },
): boolean {
  if (property === undefined || value === undefined || element === undefined) return false;
  const local = withoutPrefix(value, definitions);
  const name = property.split(':').at(-1)!;
  // Many tools write the name of a variable where BPMN wants its data (10.4.5): then that is the collection.
  const found = local === value ? (LOOP_DATA.has(name) ? dataOf(value) : undefined) : known[local];
  if (!found) return false;
  const settable = element as ModdleElement & { set(name: string, value: unknown): void };
  const before = settable[name];
  if (Array.isArray(before)) before.push(found);
  else settable.set(name, found);
  return true;
}

const LOOP_DATA = new Set(['loopDataInputRef', 'loopDataOutputRef']);
const dataOf = (name: string): ModdleElement =>
  schema().create('bpmn:Property', { id: name, name }) as unknown as ModdleElement;

function problemOf({ message, property, value, element }: Warning): Problem[] {
  if (property !== undefined && value !== undefined) {
    const id = nearestId(element);
    const at = id === undefined ? {} : { elementId: id };
    return [
      {
        ...at,
        rule: 'missing-reference',
        message: `refers to «${value}» by ${property.split(':').at(-1)}; expected an element with that id in the file, found none`,
        severity: MEANT.has(property.split(':').at(-1)!) ? 'error' : 'warning',
      },
    ];
  }
  // Encodings that are not a part of UTF-8 have been refused before.
  if (message.startsWith('unsupported document encoding')) return [];
  // A global script task has its script as an element (BPMN 2.0.2, 10.3.7), which the reader does not know: it is no FEEL.
  if (/unknown type <bpmn:Script>/i.test(message)) return [];
  const nested = /nested error: (.*)/.exec(message)?.[1] ?? message.split('\n')[0]!;
  return [fileProblem(nested.startsWith('duplicate ID') ? 'duplicate-id' : 'xml', nested, lineOf(message))];
}

/** References without which a diagram cannot be run; others (drawing, data types) are only noted. */
const MEANT = new Set([
  'sourceRef',
  'targetRef',
  'attachedToRef',
  'messageRef',
  'signalRef',
  'errorRef',
  'escalationRef',
  'activityRef',
  'default',
  'eventDefinitionRef',
]);

const fileProblem = (rule: string, message: string, line?: number): Problem => ({
  rule,
  message,
  severity: 'error',
  ...(line === undefined ? {} : { line }),
});

const lineAt = (xml: string, index: number): number => xml.slice(0, index).split('\n').length;

/** Blanks around an id or a reference in an attribute do not count (XML Schema 1.0, 3.3.8 and 3.3.9); the reader takes them for a part. */
const withoutBlanks = (xml: string): string =>
  xml.replace(WITH_ATTRIBUTES, (tag) =>
    tag.replace(ATTRIBUTE, (whole, start: string, attribute: string, equals: string, value: string) => {
      const [quote] = value;
      const name = value.slice(1, -1).trim();
      const isPlain = name.length === value.length - 2 || /\s/.test(name);
      return isPlain || !NAMING.test(attribute)
        ? whole
        : `${start}${attribute}${equals}${quote}${name}${quote}`;
    }),
  );

/** A tag with attributes, so that what stands between tags stays as it is. */
const WITH_ATTRIBUTES = /<[^\s<>/!?]+(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))+\s*\/?>/g;
/** Every attribute, so that what one holds is not taken for another. */
const ATTRIBUTE = /(\s)([^\s=<>"'/]+)(\s*=\s*)("[^"<]*"|'[^'<]*')/g;
const NAMING = /^(?:id|default|\w+Ref)$/;

function refuseXml(xml: string): Problem | undefined {
  const doctype = xml.search(/<!(DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    return fileProblem(
      'xml',
      'document type and entity declarations are not allowed in a BPMN file',
      lineAt(xml, doctype),
    );
  }
  const unreadable = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffd\ufffe\uffff]/u.exec(xml);
  if (unreadable) {
    const code = unreadable[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return fileProblem(
      'xml',
      `expected text in UTF-8, found the character U+${code}, which no XML file may have or which no UTF-8 could be read from; save the file as UTF-8`,
      lineAt(xml, unreadable.index),
    );
  }
  const entity = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|(&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_][\w.-]*;)/g;
  for (const { 1: unknown, index } of xml.matchAll(entity))
    if (unknown !== undefined)
      return fileProblem(
        'xml',
        `expected one of the entities &amp;, &lt;, &gt;, &quot;, &apos;, found ${unknown}`,
        lineAt(xml, index),
      );
  const encoding = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(xml)?.[1];
  if (encoding && !/^(?:utf-?8|(?:us-)?ascii)$/i.test(encoding))
    return fileProblem('xml', `expected the encoding UTF-8, found ${encoding}; save the file as UTF-8`, 1);
  return undefined;
}
