import { describe, expect, it } from '@jest/globals';
import { compile } from '@opora/engine/compile';
import { readFileSync } from 'node:fs';
import { hasNoLayout, laidOut } from './layout.ts';
import { crosses, overlap, type Box } from './route-flow.ts';

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

  it('follows the flows of a file that names them nowhere but at themselves', async () => {
    const result = await laidOut(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
      <process id="p"><startEvent id="start" /><userTask id="ask" /><endEvent id="end" />
        <sequenceFlow id="a" sourceRef="start" targetRef="ask" />
        <sequenceFlow id="b" sourceRef="ask" targetRef="end" /></process></definitions>`);
    const left = (id: string): number =>
      Number(new RegExp(`bpmnElement="${id}"[^>]*>\\s*<dc:Bounds x="(.+?)"`).exec(result)![1]);
    expect(left('ask')).toBeGreaterThan(left('start'));
    expect(left('end')).toBeGreaterThan(left('ask'));
  });

  it('draws pools, lanes, empty pools and messages, and opens sub-processes', async () => {
    const result = await laidOut(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
      <collaboration id="c"><participant id="school" name="Школа" />
        <participant id="district" processRef="p" />
        <messageFlow id="asks" sourceRef="school" targetRef="start" />
        <messageFlow id="answers" sourceRef="read" targetRef="school" /></collaboration>
      <process id="p"><laneSet id="set"><lane id="chief"><flowNodeRef>start</flowNodeRef></lane>
          <lane id="expert"><flowNodeRef>read</flowNodeRef><flowNodeRef>sub</flowNodeRef></lane></laneSet>
        <startEvent id="start"><outgoing>a</outgoing></startEvent>
        <userTask id="read"><incoming>a</incoming><outgoing>b</outgoing></userTask>
        <subProcess id="sub"><incoming>b</incoming><task id="inner" /></subProcess>
        <sequenceFlow id="a" sourceRef="start" targetRef="read" />
        <sequenceFlow id="b" sourceRef="read" targetRef="sub" /></process></definitions>`);
    const drawnOnes = (kind: string): string[] =>
      [...result.matchAll(new RegExp(`${kind} [^>]*bpmnElement="([^"]+)"`, 'g'))].map(([, id]) => id!).sort();
    expect(drawnOnes('BPMNPlane')).toEqual(['c']);
    expect(drawnOnes('BPMNShape')).toEqual(
      ['chief', 'district', 'expert', 'inner', 'read', 'school', 'start', 'sub'].sort(),
    );
    expect(drawnOnes('BPMNEdge')).toEqual(['a', 'answers', 'asks', 'b']);
    const [x, y, width, height] =
      /bpmnElement="sub"[^>]*>\s*<dc:Bounds x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"/
        .exec(result)!
        .slice(1)
        .map(Number) as [number, number, number, number];
    const [innerX, innerY] = /bpmnElement="inner"[^>]*>\s*<dc:Bounds x="(.+?)" y="(.+?)"/
      .exec(result)!
      .slice(1)
      .map(Number) as [number, number];
    expect(innerX > x && innerX < x + width && innerY > y && innerY < y + height).toBe(true);
    expect(result).toMatch(/bpmnElement="sub" isExpanded="true"/);
    expect(result).toMatch(/bpmnElement="school" isHorizontal="true"/);
  });

  it('puts events at one edge beside each other, and leads their ways around the step', async () => {
    const result = await laidOut(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
      <process id="p"><startEvent id="start" /><userTask id="ask" /><task id="send" /><endEvent id="end" />
        <boundaryEvent id="fails" attachedToRef="send"><errorEventDefinition /></boundaryEvent>
        <boundaryEvent id="late" attachedToRef="send"><timerEventDefinition /></boundaryEvent>
        <task id="mend" /><sequenceFlow id="a" sourceRef="start" targetRef="ask" />
        <sequenceFlow id="b" sourceRef="ask" targetRef="send" /><sequenceFlow id="c" sourceRef="send" targetRef="end" />
        <sequenceFlow id="e" sourceRef="fails" targetRef="mend" />
        <sequenceFlow id="back" sourceRef="late" targetRef="ask" /></process></definitions>`);
    const box = (id: string): Box => {
      const [x, y, width, height] = /x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"/
        .exec(result.split(`bpmnElement="${id}"`)[1]!)!
        .slice(1)
        .map(Number) as [number, number, number, number];
      return { x, y, width, height };
    };
    const way = [
      ...result
        .split('bpmnElement="back"')[1]!
        .split('</bpmndi')[0]!
        .matchAll(/x="(.+?)" y="(.+?)"/g),
    ].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    expect(overlap(box('fails'), box('late'))).toBe(false);
    expect(way.length).toBeGreaterThan(1);
    expect(crosses(way, [box('send')])).toBe(false);
  });
});
