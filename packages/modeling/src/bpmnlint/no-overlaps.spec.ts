import { describe, expect, it } from '@jest/globals';
import { readXml } from '@opora/engine/compile';
import bpmnlintRule from 'bpmnlint/rules/no-overlapping-elements.js';
import fc from 'fast-check';

import { lint } from '../checks/lint.ts';
import type { RuleFactory } from '../checks/rule.ts';
import { noOverlaps } from './no-overlaps.ts';

const side = fc.integer({ min: 10, max: 120 });
const place = fc.record({ x: fc.nat(400), y: fc.nat(300), width: side, height: side });
type Box = { x: number; y: number; width: number; height: number };

/** A pool with tasks, an open or closed subprocess with tasks in it, and a boundary event on the first task, each somewhere. */
function drawing(boxes: Box[], inner: Box[], open: boolean): string {
  const shape = (id: string, { x, y, width, height }: Box, more = ''): string =>
    `<bpmndi:BPMNShape id="${id}-di" bpmnElement="${id}"${more}><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
  const tasks = (ids: Box[], name: string): string =>
    ids.map((_, n) => `<bpmn:task id="${name}${n}" />`).join('');
  const sub = { x: 100, y: 50, width: 200, height: 150 };
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="x">
<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="p" /></bpmn:collaboration>
<bpmn:process id="p">${tasks(boxes, 't')}<bpmn:boundaryEvent id="b" attachedToRef="t0" /><bpmn:dataStoreReference id="store" /><bpmn:subProcess id="sub">${tasks(inner, 'i')}</bpmn:subProcess></bpmn:process>
<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="c">${shape('pool', { x: 20, y: 20, width: 400, height: 300 })}${boxes.map((box, n) => shape(`t${n}`, box)).join('')}${inner.map((box, n) => shape(`i${n}`, box)).join('')}${shape('b', { ...boxes[0]!, width: 36, height: 36 })}${shape('store', { x: 900, y: 0, width: 50, height: 50 })}${shape('sub', sub, ` isExpanded="${open}"`)}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;
}

async function found(rule: RuleFactory, xml: string): Promise<string[]> {
  const { definitions } = await readXml(xml);
  return lint(definitions!, { rule }, {})
    .map(({ id, message }) => `${id}: ${message}`)
    .sort();
}

describe('elements over each other', () => {
  it('are those that bpmnlint finds, in any drawing', async () => {
    const drawings = fc.tuple(
      fc.array(place, { minLength: 1, maxLength: 12 }),
      fc.array(place, { maxLength: 5 }),
      fc.boolean(),
    );
    const property = fc.asyncProperty(drawings, async ([boxes, inner, open]) => {
      const xml = drawing(boxes, inner, open);
      expect(await found(noOverlaps, xml)).toEqual(await found(bpmnlintRule as RuleFactory, xml));
    });
    await fc.assert(property, { numRuns: 150 });
  });
});
