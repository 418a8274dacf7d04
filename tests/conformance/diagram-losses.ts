import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { oporaModdle } from '@opora/engine/compile';
import { Parser } from 'saxen';

/** An XML element with its namespace instead of its prefix. */
interface Xml {
  /** `{namespace}name`. */
  name: string;
  attributes: { [name: string]: string };
  children: Xml[];
  text: string;
  line: number;
}

type Moddle = InstanceType<typeof BpmnModdle>;

/** Text of a file in the encoding that it declares; the text declares UTF-8, as what is kept and written does. */
export function readText(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const encoding = /^[^<]*<\?xml[^>]*encoding=["']([^"']+)["']/.exec(head)?.[1] ?? 'utf-8';
  return new TextDecoder(encoding).decode(bytes).replace(/(<\?xml[^>]*encoding=["'])[^"']+/, '$1UTF-8');
}

/** What a diagram loses when it is read and written again, drawing and extensions included; empty when nothing. */
export async function lossesOf(xml: string): Promise<string[]> {
  const moddle = new BpmnModdle({ zeebe, opora: oporaModdle });
  const { rootElement } = await moddle.fromXML(xml);
  const { xml: written } = await moddle.toXML(rootElement, { format: true });
  const losses: string[] = [];
  const before = readTree(xml);
  compare(before, readTree(written), { moddle, ids: idsOf(before) }, losses);
  return losses;
}

const XSI_TYPE = '{http://www.w3.org/2001/XMLSchema-instance}type';
const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const PREFIXES: { [namespace: string]: string } = {
  [MODEL]: 'bpmn',
  'http://www.omg.org/spec/BPMN/20100524/DI': 'bpmndi',
};

interface Known {
  moddle: Moddle;
  ids: Set<string>;
}

const idsOf = (element: Xml): Set<string> =>
  new Set([element.attributes.id ?? '', ...element.children.flatMap((child) => [...idsOf(child)])]);
const spaceOf = (name: string): string => /^\{.*\}/.exec(name)?.[0] ?? '';

/** A reference to something that is not in the file says nothing (`triso:unspecified`). */
const isDangling = ({ name, text, children }: Xml, { ids }: Known): boolean =>
  name.endsWith('Ref') && children.length === 0 && !ids.has(clean(text).split(':').at(-1)!);

/** Notes what `before` has and `after` has not. The order of unlike children is the schema's, not the file's. */
function compare(before: Xml, after: Xml, known: Known, losses: string[]): void {
  for (const [name, value] of Object.entries(before.attributes)) {
    const found = after.attributes[name] ?? after.attributes[name.replace(spaceOf(before.name), '')];
    if (found === undefined ? isImplied(before, name, value, known) : isSame(value, found)) continue;
    losses.push(`line ${before.line}: ${before.name} ${name}="${value}" became ${found ?? 'nothing'}`);
  }
  if (clean(before.text) !== clean(after.text))
    losses.push(`line ${before.line}: the text of ${before.name} changed: «${clean(before.text)}»`);
  const left = [...after.children];
  for (const child of before.children) {
    const at = left.findIndex((one) => one.name === child.name && sameIdentity(one, child));
    if (at < 0 && isDangling(child, known)) continue;
    if (at < 0) losses.push(`line ${child.line}: ${child.name} ${child.attributes.id ?? ''} is missing`);
    else compare(child, left.splice(at, 1)[0]!, known, losses);
  }
}

const sameIdentity = (a: Xml, b: Xml): boolean =>
  a.attributes.id === b.attributes.id && (a.attributes.id !== undefined || clean(a.text) === clean(b.text));
const clean = (text: string): string => text.replace(/\s+/g, ' ').trim();
const isSame = (a: string, b: string): boolean =>
  clean(a) === clean(b) || (a.trim() !== '' && Number(a) === Number(b));

/** A value that the schema gives anyway need not be written; so is the type of a place, as a waypoint is a point. */
function isImplied({ name }: Xml, attribute: string, value: string, { moddle }: Known): boolean {
  if (attribute === XSI_TYPE) return value.endsWith('/DC#Point');
  const [, namespace, local] = /^\{(.*)\}(.*)$/.exec(name)!;
  const prefix = PREFIXES[namespace!];
  if (!prefix || attribute.startsWith('{')) return false;
  const type = `${prefix}:${local![0]!.toUpperCase()}${local!.slice(1)}`;
  try {
    const descriptor = moddle.getElementDescriptor(moddle.create(type));
    const property =
      descriptor.propertiesByName[attribute] ?? descriptor.propertiesByName[`${prefix}:${attribute}`];
    return property?.default !== undefined && String(property.default) === value.trim();
  } catch {
    return false;
  }
}

function readTree(xml: string): Xml {
  const root: Xml = { name: '{}', attributes: {}, children: [], text: '', line: 1 };
  const stack: { element: Xml; spaces: { [prefix: string]: string } }[] = [{ element: root, spaces: {} }];
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode, _closed, context) => {
    const { element: parent, spaces: around } = stack.at(-1)!;
    const raw = attributes();
    const spaces = { ...around };
    for (const [key, value] of Object.entries(raw)) {
      if (key === 'xmlns') spaces[''] = value;
      if (key.startsWith('xmlns:')) spaces[key.slice(6)] = value;
    }
    const resolve = (qualified: string, plain: string): string => {
      const at = qualified.indexOf(':');
      const space = at < 0 ? plain : (spaces[qualified.slice(0, at)] ?? qualified.slice(0, at));
      return space === '' && at < 0 ? qualified : `{${space}}${qualified.slice(at + 1)}`;
    };
    const element: Xml = {
      name: resolve(name, spaces[''] ?? ''),
      attributes: {},
      children: [],
      text: '',
      line: context().line + 1,
    };
    for (const [key, value] of Object.entries(raw))
      if (key !== 'xmlns' && !key.startsWith('xmlns:') && !key.endsWith(':schemaLocation'))
        element.attributes[resolve(key, '')] = typed(resolve(key, ''), decode(value), spaces);
    parent.children.push(element);
    stack.push({ element, spaces });
  });
  parser.on('closeTag', () => void substitute(stack.pop()!.element));
  parser.on('text', (text, decode) => void (stack.at(-1)!.element.text += decode(text)));
  parser.on('cdata', (text) => void (stack.at(-1)!.element.text += text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(xml);
  return root.children[0]!;
}

/** `<formalExpression>` stands for `<expression xsi:type="tFormalExpression">` (its substitution group in the schema). */
function substitute(element: Xml): void {
  if (
    element.name !== `{${MODEL}}expression` ||
    element.attributes[XSI_TYPE] !== `${MODEL}#tFormalExpression`
  )
    return;
  element.name = `{${MODEL}}formalExpression`;
  delete element.attributes[XSI_TYPE];
}

/** `xsi:type` holds a name with a prefix, which may be another one afterwards. */
function typed(key: string, value: string, spaces: { [prefix: string]: string }): string {
  if (key !== XSI_TYPE) return value;
  const at = value.indexOf(':');
  return `${spaces[at < 0 ? '' : value.slice(0, at)] ?? ''}#${value.slice(at + 1)}`;
}
