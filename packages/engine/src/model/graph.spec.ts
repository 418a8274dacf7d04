import { compile } from '../compile.ts';
import { diagram, play } from '../testing/index.ts';

const without = (xml: string, pattern: RegExp): string => xml.replace(pattern, '');

describe('a diagram', () => {
  test('whose flows have no ids runs as it is drawn: BPMN does not ask for them', async () => {
    const drawn = diagram('start s\nuser a\nuser b\nend e\ns -> a -> e\ns -> b -> e');
    const one = await play(without(drawn, / id="[\w-]+-to-[\w-]+"/g));
    expect(one.waiting).toEqual(['task:a', 'task:b']);
    one.complete('a').complete('b');
    expect(one.status).toBe('completed');
  });

  test('whose elements have no ids leaves none of them out', async () => {
    const xml = without(diagram('user a\nuser b'), / id="[ab]"/g);
    const { models } = await compile(xml);
    expect(Object.keys(models[0]!.nodes)).toEqual(['process', 'process-UserTask', 'process-UserTask-2']);
  });

  test('knows messages and signals without a name by their ids', async () => {
    const drawn = diagram('start s\ncatch c message=m1\ncatch d signal=s1\nend e\ns -> c -> d -> e');
    const ids = [...drawn.matchAll(/<bpmn:(message|signal) id="([^"]+)"/g)].map(([, , id]) => id!);
    const one = await play(drawn.replace(/(<bpmn:(?:message|signal) id="[^"]+") name="[^"]+"/g, '$1'));
    expect(one.message(ids[0]!)).toBe(true);
    one.signal(ids[1]!);
    expect(one.status).toBe('completed');
  });

  test('may call a global script task, whose script is no FEEL and passes', async () => {
    const drawn = diagram('start s\ncall c calls=g\nend e\ns -> c -> e').replace(
      '<bpmn:process',
      '<bpmn:globalScriptTask id="g"><bpmn:script>print("x");</bpmn:script></bpmn:globalScriptTask><bpmn:process',
    );
    const { models, problems } = await compile(drawn);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(models.map(({ processId }) => processId)).toEqual(['process', 'g']);
  });
});
