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

const named = new WeakMap<object, Map<string, Property>>();

/** Properties that are written, by name. */
function byName(descriptor: Descriptor): Map<string, Property> {
  let found = named.get(descriptor);
  if (!found) {
    found = new Map(writtenOf(descriptor).map((property) => [property.name, property]));
    named.set(descriptor, found);
  }
  return found;
}

const references = new WeakMap<object, string[]>();

/** Names of the properties that refer to other elements. */
function referring(descriptor: Descriptor): string[] {
  let found = references.get(descriptor);
  if (!found) {
    found = descriptor.properties.filter(({ isReference }) => isReference).map(({ name }) => name);
    references.set(descriptor, found);
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

/** How elements are made of plain data. */
export interface Making {
  /** They are to be written out: values stay as they are, and a reference to what is not there stays too. */
  asWritten?: boolean;
  /** An earlier state of the same drawing, nobody looks at its elements anymore: what is still there is used again. */
  before?: Earlier | undefined;
}
/** Plain data and what was made of it. */
interface Earlier {
  tree: Tree;
  element: ModdleElement;
}

/** Makes elements of plain data, in the order in which a reader of the file would meet them. */
export function elementsOf(
  tree: Tree,
  schema: Schema,
  { asWritten = false, before: earlier }: Making = {},
): TreeRead {
  const read: TreeRead = {
    definitions: undefined as unknown as ModdleElement,
    elementsById: Object.create(null) as TreeRead['elementsById'],
    warnings: [],
    ambiguous: false,
  };
  const references: Reference[] = [];
  const make = (from: Tree, parent: ModdleElement | undefined, earlierOne: Earlier | undefined): Settable => {
    const before = earlierOne && fits(earlierOne.tree, from) ? earlierOne : undefined;
    const element = before ? (before.element as Settable) : made(from, schema);
    element.$parent = parent;
    if (from.foreign) {
      if (from.body !== undefined && (asWritten || from.body.trim() !== ''))
        Object.assign(element, { $body: from.body });
      if (from.children)
        Object.assign(element, { $children: from.children.map((each) => make(each, element, undefined)) });
      return element;
    }
    const descriptor = element.$descriptor as Descriptor;
    const { idProperty } = descriptor;
    const values = from.values ?? {};
    note(element, idProperty && values[idProperty.name], read);
    if (before) forget(element, before.tree, values);
    const properties = byName(descriptor);
    // Data has its properties in the order in which they stand in a file (`treeOf`).
    for (const name in values) {
      const property = properties.get(name);
      const value = values[name]!;
      if (!property) continue;
      if (property.isReference) {
        if (property.isMany) put(element, name, []);
        for (const id of Array.isArray(value) ? value : [value])
          references.push({ element, property, id: id as string });
        continue;
      }
      const was = before?.tree.values?.[name];
      if (was === value) continue;
      const one = (each: string | Tree, own: Earlier | undefined): unknown =>
        typeof each !== 'string'
          ? make(each, element, own)
          : // A coordinate 0 is the number here and the text «0» in the schema: as text it would go without saying.
            asWritten && each !== property.default
            ? each
            : valueRead(each, property);
      const now = Array.isArray(value)
        ? makeList(value, was, element[name], one)
        : one(value, alone(was, before && element[name]));
      if (now === undefined) element.set(name, undefined);
      else put(element, name, now);
    }
    return element;
  };
  read.definitions = make(tree, undefined, earlier);
  for (const { element, property, id } of references) {
    if (id === '') read.ambiguous = true;
    const found = read.elementsById[id] ?? (asWritten ? ({ id } as ModdleElement) : undefined);
    const warning = {
      message: `unresolved reference <${id}>`,
      element,
      property: property.ns.name,
      value: id,
    };
    if (found && property.isMany) (element[property.name] as ModdleElement[]).push(found);
    else if (found) put(element, property.name, found);
    else {
      read.warnings.push(warning);
      if (!property.isMany) element.set(property.name, undefined);
    }
  }
  return read;
}

function made(from: Tree, schema: Schema): Settable {
  if (from.foreign) return schema.createAny(from.type, from.uri, from.attrs ?? {}) as Settable;
  const element = schema.create(from.type) as Settable;
  if (from.attrs) Object.assign(element.$attrs as object, from.attrs);
  return element;
}

/** Whether the element that was made of one can be given the values of the other. */
function fits(before: Tree, { type, foreign, attrs }: Tree): boolean {
  if (foreign || before.foreign || before.type !== type) return false;
  if (attrs === undefined || before.attrs === undefined) return attrs === before.attrs;
  const names = Object.keys(before.attrs);
  return (
    names.length === Object.keys(attrs).length && names.every((name) => before.attrs![name] === attrs[name])
  );
}

/** Takes from an element what is no longer said of it, and references: whoever looked at it may have noted some. */
function forget(element: Settable, before: Tree, values: NonNullable<Tree['values']>): void {
  for (const name in before.values) if (!(name in values)) element.set(name, undefined);
  for (const name of referring(element.$descriptor as Descriptor))
    if (!(name in values) && Object.hasOwn(element, name)) element.set(name, undefined);
}

const isTree = (value: TreeValue | undefined): value is Tree =>
  typeof value === 'object' && !Array.isArray(value);
const alone = (tree: TreeValue | undefined, element: unknown): Earlier | undefined =>
  isTree(tree) ? { tree, element: element as ModdleElement } : undefined;

/** Items of a list, each made with what it was before: what stood in its place, or, if others came or went, the one of its id. */
function makeList(
  items: (string | Tree)[],
  before: TreeValue | undefined,
  elements: unknown,
  one: (item: string | Tree, earlier: Earlier | undefined) => unknown,
): unknown[] {
  if (!Array.isArray(before)) return items.map((item) => one(item, undefined));
  const idOf = (item: string | Tree | undefined): unknown => (isTree(item) ? item.values?.id : undefined);
  const taken: boolean[] = [];
  let byId: Map<unknown, number> | undefined;
  return items.map((item, place) => {
    const id = idOf(item);
    let at: number | undefined = place;
    if (idOf(before[place]) !== id) {
      byId ??= new Map(before.map((each, index) => [idOf(each), index]));
      at = id === undefined ? undefined : byId.get(id);
    }
    if (at === undefined || taken[at]) return one(item, undefined);
    taken[at] = true;
    return one(item, alone(before[at], (elements as unknown[])[at]));
  });
}

/** Gives an element a value; where it has one that is quicker than asking the schema. */
function put(element: Settable, name: string, value: unknown): void {
  if (Object.hasOwn(element, name)) (element as { [name: string]: unknown })[name] = value;
  else element.set(name, value);
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
