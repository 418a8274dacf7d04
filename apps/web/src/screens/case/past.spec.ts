import type { JournalLine } from '@opora/contracts';
import { liveElements, MemoryHost, type JournalEntry } from '@opora/engine';
import { compile } from '@opora/engine/compile';

import { moveConsequences, moveRequest, moveTargets } from './move-token.ts';
import { pastMoments, pastState, variableChanges } from './past.ts';

const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><bpmn:process id="by-amount" isExecutable="true">
  <bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="big" name="Больше пяти?" /><bpmn:endEvent id="end" />
  <bpmn:userTask id="decide" name="Согласовать"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="big" /><bpmn:sequenceFlow id="f3" sourceRef="decide" targetRef="end" />
  <bpmn:sequenceFlow id="f2" sourceRef="big" targetRef="decide">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=amount &gt; 5</bpmn:conditionExpression></bpmn:sequenceFlow>
  </bpmn:process></bpmn:definitions>`;
const model = (await compile(xml)).models[0]!;

/** A case whose task is done by a member of the committee, with its journal as the API gives it. */
function finished() {
  const host = new MemoryHost({ models: [model], now: Date.UTC(2026, 8, 1), timeZone: 'UTC' });
  const one = host.start('by-amount', { amount: 10 });
  host.completeTask('decide', { agreed: true });
  return host.cases.get(one.id)!;
}
const lines = (journal: JournalEntry[]): JournalLine[] =>
  journal.map((entry) => ({
    number: entry.n,
    at: new Date(entry.at).toISOString(),
    kind: entry.kind,
    entry,
  })) as unknown as JournalLine[];

describe('the past of a case', () => {
  const { journal } = finished();
  const moments = pastMoments(lines(journal));

  it('has a moment for the start and for every act', () => {
    expect(moments).toHaveLength(2);
    expect(moments[1]!.number).toBe(journal.length);
    expect(moments[1]!.first).toBe(moments[0]!.number + 1);
  });

  it('shows where the case stood, what it had passed and what it knew', () => {
    const early = pastState(lines(journal), moments[0]!.number);
    expect(early).toMatchObject({ active: ['decide'], passed: ['start', 'big'], variables: { amount: 10 } });
    expect(early.flows).toEqual(['f1', 'f2']);
    const late = pastState(lines(journal), moments[1]!.number);
    expect(late.active).toEqual([]);
    expect(late.passed).toContain('end');
    expect(variableChanges(early.variables, late.variables)).toEqual([
      { name: 'agreed', kind: 'added', before: undefined, after: true },
    ]);
  });

  it('tells changed and removed variables apart', () => {
    expect(variableChanges({ a: 1, b: [1], c: 2 }, { a: 1, b: [2] })).toEqual([
      { name: 'b', kind: 'changed', before: [1], after: [2] },
      { name: 'c', kind: 'removed', before: 2, after: undefined },
    ]);
  });
});

describe('moving a token', () => {
  const { journal } = finished();
  const { state } = pastState(lines(journal), pastMoments(lines(journal))[0]!.number);
  const from = liveElements(state).find(({ node }) => node === 'decide')!.id;

  it('tells beforehand what is withdrawn and how the case goes on, and changes nothing', () => {
    const told = moveConsequences(model, state, { from, to: 'end' }, state.now);
    expect(told).toMatchObject({ refused: [], stopped: ['decide'], standing: [], ends: 'completed' });
    expect(told.closed.map(({ node }) => node)).toEqual(['decide']);
    expect(liveElements(state).map(({ node }) => node)).toContain('decide');
  });

  it('names the incident into which it would run', () => {
    const poor = { ...state, elements: structuredClone(state.elements) };
    liveElements(poor).find(({ scope }) => scope === 0)!.variables = { amount: 1 };
    const told = moveConsequences(model, poor, { from, to: 'big' }, state.now);
    expect(told.incidents.map(({ node }) => node)).toEqual(['big']);
  });

  it('is refused where the target cannot be entered', () => {
    expect(moveConsequences(model, state, { from: 999, to: 'end' }, state.now).refused).toHaveLength(1);
  });

  it('offers named elements only and asks the API for both halves at once', () => {
    expect(moveTargets(model).map(({ id }) => id)).toEqual(['big', 'decide']);
    expect(moveRequest({ from: 4, to: 'decide' }, 'ошибка')).toEqual({
      activate: [{ elementId: 'decide' }],
      terminate: [{ elementInstanceId: 4 }],
      reason: 'ошибка',
    });
  });
});
