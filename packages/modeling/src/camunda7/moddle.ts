/** An element of a parsed file, with what its namespace does not know in `$attrs` and `$children`. */
export interface Element {
  $type: string;
  $attrs?: { [name: string]: string };
  $children?: Element[];
  $body?: string;
  $parent?: Element;
  id?: string;
  name?: string;
  extensionElements?: Element & { values?: Element[] };
  $instanceOf?(type: string): boolean;
  [property: string]: unknown;
}
/** Makes an element of a known namespace. */
export type Factory = (type: string, properties: { [name: string]: unknown }) => Element;

const foreign = [
  'http://camunda.org/schema/1.0/bpmn',
  'http://flowable.org/bpmn',
  'http://activiti.org/bpmn',
];

/** The prefix that a file gives to the extensions of Camunda 7, Flowable or Activiti. */
export function foreignPrefix(xml: string): string | undefined {
  for (const [, prefix, uri] of xml.matchAll(/xmlns:([\w-]+)\s*=\s*["']([^"']+)["']/g))
    if (foreign.includes(uri!) && new RegExp(`[<\\s]${prefix}:`).test(xml.replace(/xmlns:[\w-]+\s*=/g, '')))
      return prefix;
  return undefined;
}

/** Every BPMN element below one, itself first; drawings and extensions are left out. */
export function all(element: Element): Element[] {
  const found: Element[] = [element];
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith('$') || name === 'extensionElements' || name === 'diagrams') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (isElement(child) && child.$parent === element && child.$type.startsWith('bpmn:'))
        found.push(...all(child));
  }
  return found;
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && typeof (value as Element).$type === 'string';

/** Extension elements of a foreign type (`camunda:inputOutput`), taken out of the element. */
export function takeExtension(element: Element, type: string): Element[] {
  const values = element.extensionElements?.values ?? [];
  const found = values.filter((value) => value.$type === type);
  if (found.length > 0) element.extensionElements!.values = values.filter((value) => !found.includes(value));
  return found;
}

/** A foreign attribute, taken off the element. */
export function takeAttribute(element: Element, name: string): string | undefined {
  const value = element.$attrs?.[name];
  if (value !== undefined) delete element.$attrs![name];
  return value;
}

/** Adds an extension element. */
export function addExtension(
  element: Element,
  factory: Factory,
  type: string,
  properties: { [name: string]: unknown },
): Element {
  element.extensionElements ??= Object.assign(factory('bpmn:ExtensionElements', { values: [] }), {
    $parent: element,
  });
  const made = factory(type, properties);
  made.$parent = element.extensionElements;
  element.extensionElements.values = [...(element.extensionElements.values ?? []), made];
  return made;
}

/** An attribute of a foreign element, whatever holds it. */
export const attributeOf = (element: Element, name: string): string | undefined => {
  const value = element[name] ?? element.$attrs?.[name];
  return typeof value === 'string' ? value : undefined;
};
