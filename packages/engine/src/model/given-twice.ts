import type { BpmnModdle } from 'bpmn-moddle';
import type { ModdleElement } from './moddle.ts';

const twice = new WeakMap<object, Set<string>>();

/** Parts that an element may have once and that its file has several times: the reader keeps only the last of them. */
export const givenTwice = (element: ModdleElement): string[] => [...(twice.get(element) ?? [])];

/** Lets a schema note what is given twice while it reads. */
export function noticing(schema: BpmnModdle): BpmnModdle {
  const { properties } = schema;
  const set = properties.set.bind(properties);
  properties.set = (target, name, value) => {
    const before = Object.hasOwn(target, name) ? target[name] : undefined;
    if (isElement(value) && isElement(before)) {
      // Several lists of extensions are one: what the next one holds is read into the list of the first.
      if (name === 'extensionElements') properties.set(value, 'values', before.values ?? []);
      else twice.set(target, (twice.get(target) ?? new Set()).add(name));
    }
    set(target, name, value);
  };
  return schema;
}

/** A reference that is still to be resolved has no type. */
const isElement = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && typeof (value as ModdleElement).$type === 'string';
