import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  oporaModdle,
  treeOf,
  treeReader,
  writeTree,
  type ModdleElement,
  type Tree,
} from '@opora/engine/compile';
import { BpmnModdle } from 'bpmn-moddle';
import fc from 'fast-check';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

import { lintDiagram } from './index.ts';

type Element = ModdleElement & { set(name: string, value: unknown): void; $parent?: Element };

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const diagrams = ['workflows', 'tests/conformance/cases', 'tests/e2e/models'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.bpmn'))
    .map((name) => `${folder}/${name}`)
    .sort(),
);
const textOf = (name: string): string => readFileSync(`${root}${name}`, 'utf8');
const known = { forms: ['grade'], roles: ['expert'], decisions: [], processes: [] };
/** The editor's own model of the file, apart from that of the checks. */
const schema = new BpmnModdle({ zeebe, opora: oporaModdle });
const drawn = async (xml: string): Promise<Element> => (await schema.fromXML(xml)).rootElement as Element;

/** What is found in a drawing, sent as data, beside what is found in the file that it is saved as. */
async function both(definitions: Element): Promise<[drawn: unknown, saved: unknown]> {
  const tree = structuredClone(treeOf(definitions));
  const { xml } = await schema.toXML(definitions, { format: true });
  expect(await writeTree(tree)).toBe(xml);
  return [await lintDiagram(tree, known), await lintDiagram(xml, known)];
}

function elementsIn(element: Element, found: Element[] = []): Element[] {
  found.push(element);
  for (const value of Object.values(element))
    for (const inner of [value].flat() as Element[])
      if (inner && typeof inner === 'object' && '$type' in inner) elementsIn(inner, found);
  return found;
}
type Property = { name: string; type: string; isMany?: boolean; isReference?: boolean };
const propertiesOf = (element: Element): Property[] =>
  ((element.$descriptor as { properties?: Property[] }).properties ?? []).filter(({ name }) =>
    Object.hasOwn(element, name),
  );

/** What hands and programs do to a drawing: leave out, empty, name anew, double, set what is there to something else. */
const acts = ['leave out', 'empty', 'text', 'double', 'foreign', 'point elsewhere'] as const;
function change(definitions: Element, act: (typeof acts)[number], at: number, what: number): void {
  const all = elementsIn(definitions);
  const element = all[at % all.length]!;
  const properties = propertiesOf(element);
  const property = properties[what % Math.max(1, properties.length)];
  if (!property || element === definitions) return;
  const value = element[property.name];
  if (act === 'leave out') {
    if (property.isMany) (value as unknown[]).splice(what % Math.max(1, (value as unknown[]).length), 1);
    else element.set(property.name, undefined);
  } else if (act === 'empty') {
    if (typeof value === 'string') element.set(property.name, what % 2 ? '' : ' \n ');
  } else if (act === 'text') {
    if (typeof value === 'string' && property.name !== 'id') element.set(property.name, `<«${what}» & "\t'>`);
  } else if (act === 'double') {
    if (property.isMany && !property.isReference && (value as Element[])[0]?.$type)
      (value as Element[]).push((value as Element[])[0]!);
  } else if (act === 'foreign') element.set('other', String(what));
  else if (property.isReference && !property.isMany)
    element.set(property.name, what % 3 ? all[what % all.length] : { id: 'gone' });
}

/** A start and an end that do not say which flows lead to them. */
const chain = (flow: string): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s" name="a" /><bpmn:endEvent id="e" name="b" />${flow}</bpmn:process></bpmn:definitions>`;

describe('checks of a diagram that is being drawn', () => {
  it.each(diagrams)('find in %s what they find in the saved file', async (name) => {
    const [inDrawing, inFile] = await both(await drawn(textOf(name)));
    expect(inDrawing).toEqual(inFile);
  });

  it('find the same after any changes', async () => {
    const step = fc.tuple(fc.constantFrom(...acts), fc.nat(500), fc.nat(40));
    const property = fc.asyncProperty(
      fc.constantFrom(...diagrams),
      fc.array(step, { maxLength: 12 }),
      async (name, steps) => {
        const definitions = await drawn(textOf(name));
        for (const [act, at, what] of steps) change(definitions, act, at, what);
        const [inDrawing, inFile] = await both(definitions);
        expect(inDrawing).toEqual(inFile);
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  it('find the same when one reader follows a drawing through all its changes', async () => {
    const sent = (tree: Tree): Tree => JSON.parse(JSON.stringify(tree)) as Tree;
    const step = fc.tuple(fc.constantFrom(...acts), fc.nat(500), fc.nat(40));
    const property = fc.asyncProperty(
      fc.constantFrom(...diagrams),
      fc.constantFrom(...diagrams),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      async (first, name, steps) => {
        const read = treeReader();
        // Another drawing may have been read by it before.
        await lintDiagram(await read(sent(treeOf(await drawn(textOf(first))))), known);
        const definitions = await drawn(textOf(name));
        const whole = treeOf(definitions);
        for (const [act, at, what] of steps) {
          const tree = treeOf(definitions);
          expect(await lintDiagram(await read(sent(tree)), known)).toEqual(
            await lintDiagram(sent(tree), known),
          );
          change(definitions, act, at, what);
        }
        // And back, as by undoing everything at once.
        expect(await lintDiagram(await read(sent(whole)), known)).toEqual(
          await lintDiagram(sent(whole), known),
        );
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  it('tell of flows without an id and an end, several of them too', async () => {
    const [inDrawing, inFile] = await both(
      await drawn(chain('<bpmn:sequenceFlow targetRef="e" /><bpmn:sequenceFlow targetRef="e" />')),
    );
    expect(inDrawing).toEqual(inFile);
    expect(inFile).toContainEqual(expect.objectContaining({ rule: 'missing-reference' }));
  });

  it('find the same where a flow that only its ends name has gone', async () => {
    const tree = treeOf(await drawn(chain('<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" />')));
    const without = treeOf(await drawn(chain('')));
    const read = treeReader();
    const before = await lintDiagram(await read(tree), known);
    const after = await lintDiagram(await read(without), known);
    expect(after).toEqual(await lintDiagram(without, known));
    expect(after).not.toEqual(before);
    expect(await lintDiagram(await read(tree), known)).toEqual(before);
  });

  it('find the same where an element that others refer to has lost its id', async () => {
    const definitions = await drawn(textOf('workflows/diagnosis/diagnosis.bpmn'));
    const task = elementsIn(definitions).find(({ $type }) => $type === 'bpmn:UserTask')!;
    task.set('id', '');
    const [inDrawing, inFile] = await both(definitions);
    expect(inDrawing).toEqual(inFile);
  });

  it('keep elements of other programs, and texts with every sign', async () => {
    const foreign = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:other="http://example.org/other" id="d" targetNamespace="t" other:tool="x">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:extensionElements><other:notes kind="a"><other:note>&lt;один&gt; &amp; два</other:note><other:empty /></other:notes></bpmn:extensionElements>
    <bpmn:startEvent id="s" name="a&#10;b" other:color="red" />
  </bpmn:process>
</bpmn:definitions>`;
    const [inDrawing, inFile] = await both(await drawn(foreign));
    expect(inDrawing).toEqual(inFile);
  });
});
