import { describe, expect, it } from '@jest/globals';
import { compile } from '@opora/engine/compile';
import { readFileSync } from 'node:fs';
import { hasNoLayout, laidOut } from './layout.ts';

const drawn = readFileSync(
  new URL('../../../../workflows/expertise/expertise.bpmn', import.meta.url),
  'utf8',
);
const bare = drawn.replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/, '');

describe('the layout of a file that has none', () => {
  it('is known to be missing', () => {
    expect([hasNoLayout(drawn), hasNoLayout(bare), hasNoLayout('<a/>')]).toEqual([false, true, false]);
  });

  it('gives every element a place and leaves what the engine reads as it was', async () => {
    const result = await laidOut(bare);
    const places = [...result.matchAll(/BPMNShape [^>]*bpmnElement="([^"]+)"/g)].map(([, id]) => id);
    const [before] = (await compile(bare)).models;
    const [after] = (await compile(result)).models;
    const nodes = Object.keys(before!.nodes).filter((id) => id !== before!.processId);
    expect(nodes.filter((id) => !places.includes(id))).toEqual([]);
    expect(after).toEqual(before);
  });
});
