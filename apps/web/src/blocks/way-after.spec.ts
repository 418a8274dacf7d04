import { describe, expect, it } from '@jest/globals';
import { wayAfter, type OnTheWay } from './way-after.ts';

interface Element extends OnTheWay {
  id: string;
}
/** Elements and flows of a small diagram: `a -> b`, the first flow of a gateway marked `*` is its default. */
function diagram(types: { [id: string]: string }, ways: [from: string, to: string, usual?: '*'][]) {
  const all: { [id: string]: Element } = {};
  for (const [id, type] of Object.entries(types))
    all[id] = { id, type: `bpmn:${type}`, outgoing: [], incoming: [], businessObject: {} };
  for (const [from, to, usual] of ways) {
    const [source, target] = [all[from]!, all[to]!];
    const flow: Element = {
      id: `${from}-${to}`,
      type: 'bpmn:SequenceFlow',
      outgoing: [],
      incoming: [],
      source,
      target,
      businessObject: {},
    };
    source.outgoing.push(flow);
    target.incoming.push(flow);
    if (usual) source.businessObject.default = flow.businessObject;
    all[flow.id] = flow;
  }
  return (id: string): [string | undefined, string | undefined] => {
    const { before, flow } = wayAfter(all[id]!);
    return [before?.id, flow?.id];
  };
}

describe('what follows an element', () => {
  const approval = diagram(
    {
      approve: 'UserTask',
      decided: 'ExclusiveGateway',
      rework: 'UserTask',
      next: 'UserTask',
      end: 'EndEvent',
    },
    [
      ['decided', 'rework'],
      ['approve', 'decided'],
      ['rework', 'approve'],
      ['decided', 'next', '*'],
      ['next', 'end'],
    ],
  );

  it('stands behind the decision where what was returned comes back to the step', () => {
    expect(approval('approve')).toEqual(['decided', 'decided-next']);
  });

  it('takes the default way out of a gateway, not the first that was drawn', () => {
    expect(approval('decided')).toEqual(['decided', 'decided-next']);
  });

  it('goes into the flow that was chosen, and before an end', () => {
    expect(approval('decided-rework')).toEqual(['decided', 'decided-rework']);
    expect(approval('end')).toEqual(['next', 'next-end']);
  });

  it('comes before a gateway that asks something else', () => {
    const way = diagram(
      { advise: 'BusinessRuleTask', needed: 'ExclusiveGateway', talk: 'UserTask', vote: 'UserTask' },
      [
        ['advise', 'needed'],
        ['needed', 'talk'],
        ['needed', 'vote', '*'],
        ['talk', 'vote'],
      ],
    );
    expect(way('advise')).toEqual(['advise', 'advise-needed']);
  });

  it('ends at a step without a way out, and does not go round a loop for ever', () => {
    const way = diagram(
      { a: 'Task', g: 'ExclusiveGateway', b: 'Task', c: 'Task', end: 'EndEvent', alone: 'EndEvent' },
      [
        ['a', 'g'],
        ['g', 'end', '*'],
        ['g', 'b'],
        ['b', 'c'],
        ['c', 'b'],
      ],
    );
    expect(way('a')).toEqual(['a', 'a-g']);
    expect(way('alone')).toEqual(['alone', undefined]);
  });
});
