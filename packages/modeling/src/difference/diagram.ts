/* eslint-disable @typescript-eslint/triple-slash-reference -- neither has types, and packages that read these sources have to find ours */
/// <reference path="./bpmn-js-differ.d.ts" />
/// <reference path="../../../engine/src/model/bpmn-moddle.d.ts" />
import { oporaModdle } from '@opora/engine/compile';
import { diff } from 'bpmn-js-differ';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** One property that reads otherwise: `name`, `extensionElements/zeebe:FormDefinition/formId`. */
export interface PropertyChange {
  property: string;
  before: string | undefined;
  after: string | undefined;
}

/** How one element of a diagram differs. */
export interface ElementChange {
  elementId: string;
  /** BPMN type, such as `bpmn:UserTask`. */
  type: string;
  name: string | undefined;
  /** `moved`: only the drawing differs. */
  kind: 'added' | 'removed' | 'changed' | 'moved';
  properties: PropertyChange[];
}

interface Element {
  $type: string;
  id?: string;
  name?: string;
  $parent?: Element;
  [property: string]: unknown;
}

/** What differs between two diagrams, in the order of the newer one, removed elements last. A file that is no BPMN throws. */
export async function diagramChanges(before: string, after: string): Promise<ElementChange[]> {
  const [a, b] = [await definitionsOf(before), await definitionsOf(after)];
  const found = diff(a, b) as Record<
    '_added' | '_removed' | '_changed' | '_layoutChanged',
    { [id: string]: Element | { model: Element } }
  >;
  const [olds, news] = [byId(a), byId(b)];
  const changes: ElementChange[] = [];
  for (const [id, element] of news) {
    if (!isPart(element)) continue;
    const old = olds.get(id);
    if (!old) {
      changes.push(changeOf(element, 'added', []));
      continue;
    }
    const properties = differing(facts(old), facts(element));
    if (properties.length > 0) changes.push(changeOf(element, 'changed', properties));
    else if (found._layoutChanged[id]) changes.push(changeOf(element, 'moved', []));
  }
  for (const [id, element] of olds)
    if (!news.has(id) && isPart(element)) changes.push(changeOf(element, 'removed', []));
  return changes;
}

async function definitionsOf(xml: string): Promise<Element> {
  const { rootElement } = await new BpmnModdle({ zeebe, opora: oporaModdle }).fromXML(xml);
  return rootElement as unknown as Element;
}

const changeOf = (
  element: Element,
  kind: ElementChange['kind'],
  properties: PropertyChange[],
): ElementChange => ({
  elementId: element.id!,
  type: element.$type,
  name: element.name ?? endsOf(element),
  kind,
  properties,
});

/** A flow without a name is called by what it leads from and to. */
function endsOf({ sourceRef, targetRef }: Element): string | undefined {
  if (!isElement(sourceRef) || !isElement(targetRef)) return undefined;
  return [sourceRef, targetRef].map(({ name, id }) => name || id).join(' → ');
}

/** Elements that people see on the diagram, and what they refer to. */
const isPart = ({ $type }: Element): boolean =>
  !/^(bpmndi|di|dc):|EventDefinition$|^bpmn:(Definitions|FormalExpression|ExtensionElements|LaneSet|.*LoopCharacteristics)$/.test(
    $type,
  );

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && typeof (value as Element).$type === 'string';

function byId(root: Element): Map<string, Element> {
  const found = new Map<string, Element>();
  const walk = (element: Element): void => {
    if (element.id) found.set(element.id, element);
    for (const child of childrenOf(element)) if (child.$type.startsWith('bpmn:')) walk(child);
  };
  walk(root);
  return found;
}

const childrenOf = (element: Element): Element[] =>
  Object.entries(element).flatMap(([name, value]) =>
    name.startsWith('$') || name === 'diagrams'
      ? []
      : (Array.isArray(value) ? value : [value]).filter(
          (child): child is Element => isElement(child) && child.$parent === element,
        ),
  );

/** Order of flows and the lists that other elements stand in say nothing about the element itself. */
const passedOver = new Set([
  'id',
  'incoming',
  'outgoing',
  'flowElements',
  'artifacts',
  'laneSets',
  'flowNodeRef',
  'participants',
  'messageFlows',
  'rootElements',
  'di',
  'lanes',
  'childLaneSet',
]);

/** What a property says; one that refers to an element names it, and is compared by its id. */
interface Fact {
  text: string;
  id?: string | undefined;
}

/** What an element says, flat: property path → text. Parts without an id of their own are taken in. */
function facts(element: Element, path = '', into = new Map<string, Fact>()): Map<string, Fact> {
  // References to other elements are properties that moddle does not enumerate.
  for (const name of Object.getOwnPropertyNames(element)) {
    const value = element[name];
    if (name.startsWith('$') || passedOver.has(name)) continue;
    const list = Array.isArray(value) ? value : [value];
    list.forEach((each: unknown, index) => {
      const at = `${path}${name}`;
      if (!isElement(each)) {
        if (each !== undefined && each !== null)
          into.set(list.length > 1 ? `${at}/${index}` : at, {
            text: String(each as string | number | boolean),
          });
      } else if (each.$parent !== element)
        into.set(at, { text: each.name || (endsOf(each) ?? each.id ?? ''), id: each.id });
      else
        facts(
          each,
          `${at === 'extensionElements' ? '' : at.endsWith('values') ? '' : `${at}/`}${keyOf(each, list.length > 1 ? index : undefined)}`,
          into,
        );
    });
  }
  return into;
}

/** Mappings, headers and properties are known by their names, the rest by kind and place. */
function keyOf(element: Element, index: number | undefined): string {
  const name = [element['target'], element['key'], element.name].find((each) => typeof each === 'string');
  const kind = element.$type.startsWith('bpmn:') ? '' : `${element.$type}/`;
  if (element.$type === 'bpmn:ExtensionElements') return '';
  return name === undefined
    ? `${kind}${index === undefined || kind !== '' ? '' : `${index}/`}`
    : `${kind}${name as string}/`;
}

function differing(before: Map<string, Fact>, after: Map<string, Fact>): PropertyChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((property) => {
    const [was, is] = [before.get(property), after.get(property)];
    if ((was?.id ?? was?.text) === (is?.id ?? is?.text)) return [];
    // Two elements of one name are told apart by their ids.
    const said = (fact: Fact | undefined): string | undefined =>
      fact?.id !== undefined && was?.text === is?.text ? `${fact.text} (${fact.id})` : fact?.text;
    return [{ property, before: said(was), after: said(is) }];
  });
}
