import type { ModdleElement } from './moddle.ts';

/**
 * An element of a BPMN file as plain data, which can be sent to a worker: what writing the file out would keep, with
 * references as ids. `attrs` are attributes that the schema does not know; an element that it does not know is `foreign` and has
 * `uri`, `body` and `children` instead of values.
 */
export interface Tree {
  type: string;
  foreign?: true;
  uri?: string;
  attrs?: { [name: string]: unknown };
  body?: string;
  children?: Tree[];
  values?: { [property: string]: TreeValue };
}
/** What stands in a property: a value or an element, or a list of them; references are ids. */
export type TreeValue = string | Tree | (string | Tree)[];

/** A property, as the schema describes it. */
export interface Property {
  name: string;
  type: string;
  ns: { name: string };
  isAttr?: boolean;
  isBody?: boolean;
  isMany?: boolean;
  isReference?: boolean;
  isVirtual?: boolean;
  default?: unknown;
}
interface Descriptor {
  isGeneric?: boolean;
  ns: { uri?: string };
  properties: Property[];
  idProperty?: { name: string };
}

const written = new WeakMap<object, Property[]>();

/** Properties that are written, in the order in which they stand in a file. */
function writtenOf(descriptor: Descriptor): Property[] {
  let found = written.get(descriptor);
  if (!found) {
    const all = descriptor.properties.filter(({ isVirtual }) => !isVirtual);
    found = [...all.filter(({ isAttr }) => isAttr), ...all.filter(({ isAttr }) => !isAttr)];
    written.set(descriptor, found);
  }
  return found;
}

/** The plain data of an element and of everything in it; `treeOf(definitions)` is the whole file. */
export function treeOf(element: ModdleElement): Tree {
  const descriptor = element.$descriptor as Descriptor;
  if (descriptor.isGeneric) return foreignTree(element, descriptor);
  const tree: Tree = { type: element.$type };
  const attrs = element.$attrs as { [name: string]: unknown };
  for (const name in attrs) (tree.attrs ??= {})[name] = attrs[name];
  for (const property of writtenOf(descriptor)) {
    if (!Object.hasOwn(element, property.name)) continue;
    const value = element[property.name];
    // As in a file, where neither nothing nor what goes without saying is written.
    if (value === undefined || value === null || value === property.default) continue;
    const kept = valueOf(value, property);
    if (kept !== undefined) (tree.values ??= {})[property.name] = kept;
  }
  return tree;
}

function valueOf(value: unknown, { isMany, isReference }: Property): TreeValue | undefined {
  const one = (each: unknown): string | Tree =>
    typeof each !== 'object' || each === null
      ? String(each)
      : isReference
        ? String((each as ModdleElement).id)
        : treeOf(each as ModdleElement);
  if (!isMany) return one(value);
  return Array.isArray(value) && value.length > 0 ? value.map(one) : undefined;
}

function foreignTree(element: ModdleElement, { ns }: Descriptor): Tree {
  const tree: Tree = { type: element.$type, foreign: true };
  if (ns.uri !== undefined) tree.uri = ns.uri;
  for (const [name, value] of Object.entries(element))
    if (!name.startsWith('$')) (tree.attrs ??= {})[name] = value;
  if (typeof element.$body === 'string') tree.body = element.$body;
  const children = element.$children as ModdleElement[] | undefined;
  if (children?.length) tree.children = children.map(foreignTreeOf);
  return tree;
}
const foreignTreeOf = (element: ModdleElement): Tree =>
  foreignTree(element, element.$descriptor as Descriptor);

/** A reference that is to be set once all elements are known. */
interface Reference {
  element: Settable;
  property: Property;
  id: string;
}
type Settable = ModdleElement & { set(name: string, value: unknown): void; $parent?: ModdleElement };

/** What makes elements: an instance of the schema. */
export interface Schema {
  create(type: string, attributes?: object): object;
  createAny(name: string, uri: string | undefined, attributes: object): object;
}

/** What was made: as a reader of files answers it. */
export interface TreeRead {
  definitions: ModdleElement;
  elementsById: { [id: string]: ModdleElement };
  warnings: object[];
  /** Whether an id is there twice, is empty or cannot be one: then only the text can tell what would be read. */
  ambiguous: boolean;
}

/**
 * Makes elements of plain data, in the order in which a reader of the file would meet them. With `asWritten` they are to be
 * written out: values stay as they are, and a reference to what is not there stays too.
 */
export function elementsOf(tree: Tree, schema: Schema, asWritten = false): TreeRead {
  const read: TreeRead = {
    definitions: undefined as unknown as ModdleElement,
    elementsById: Object.create(null) as TreeRead['elementsById'],
    warnings: [],
    ambiguous: false,
  };
  const references: Reference[] = [];
  const make = (from: Tree, parent: ModdleElement | undefined): Settable => {
    const element = (
      from.foreign ? schema.createAny(from.type, from.uri, from.attrs ?? {}) : schema.create(from.type)
    ) as Settable;
    element.$parent = parent;
    if (from.foreign) {
      if (from.body !== undefined && (asWritten || from.body.trim() !== ''))
        Object.assign(element, { $body: from.body });
      if (from.children)
        Object.assign(element, { $children: from.children.map((each) => make(each, element)) });
      return element;
    }
    if (from.attrs) Object.assign(element.$attrs as object, from.attrs);
    const descriptor = element.$descriptor as Descriptor;
    note(element, descriptor.idProperty && from.values?.[descriptor.idProperty.name], read);
    for (const property of writtenOf(descriptor)) {
      const value = from.values?.[property.name];
      if (value === undefined) continue;
      if (property.isReference) {
        if (property.isMany) element.set(property.name, []);
        for (const id of Array.isArray(value) ? value : [value])
          references.push({ element, property, id: id as string });
        continue;
      }
      const one = (each: string | Tree): unknown =>
        typeof each !== 'string' ? make(each, element) : asWritten ? each : valueRead(each, property);
      const made = Array.isArray(value) ? value.map(one) : one(value);
      if (made !== undefined) element.set(property.name, made);
    }
    return element;
  };
  read.definitions = make(tree, undefined);
  for (const { element, property, id } of references) {
    if (id === '') read.ambiguous = true;
    const found = read.elementsById[id] ?? (asWritten ? ({ id } as ModdleElement) : undefined);
    const warning = {
      message: `unresolved reference <${id}>`,
      element,
      property: property.ns.name,
      value: id,
    };
    if (!found) read.warnings.push(warning);
    else if (property.isMany) (element[property.name] as ModdleElement[]).push(found);
    else element.set(property.name, found);
  }
  return read;
}

function note(element: ModdleElement, id: TreeValue | undefined, read: TreeRead): void {
  if (typeof id !== 'string' || id === '') return;
  if (!VALID_ID.test(id) || read.elementsById[id]) read.ambiguous = true;
  read.elementsById[id] = element;
}

/** Ids that a file may have (XML 1.0, NameChar), as the reader of files takes them. */
const VALID_ID = /^([a-z][\w-.]*:)?[a-z_][\w-.]*$/i;

/** What a reader makes of a text: white space alone between two tags is nothing. */
function valueRead(value: string, { type, isAttr, isBody }: Property): unknown {
  const found = isAttr || value.trim() !== '' ? value : isBody ? undefined : '';
  if (found === undefined || type === 'String') return found;
  if (type === 'Boolean') return found === 'true';
  if (type === 'Integer') return parseInt(found, 10);
  return type === 'Real' ? parseFloat(found) : found;
}
