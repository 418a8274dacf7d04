import { compile } from '../compile.ts';
import { diagram } from '../testing/index.ts';

const drawn = diagram('start s\nuser t\nend e\ns -> t -> e');
const first = async (xml: string): Promise<unknown> => (await compile(xml)).problems[0];

describe('a BPMN file', () => {
  test.each<[string, string, object]>([
    [
      'a document type',
      drawn.replace('?>', '?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      { rule: 'xml', line: 2 },
    ],
    [
      'another encoding',
      drawn.replace('UTF-8', 'windows-1251'),
      { rule: 'xml', line: 1, message: expect.stringContaining('found windows-1251') },
    ],
    [
      'another namespace',
      drawn.replace('http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://example.org/other'),
      { severity: 'error' },
    ],
    ['no XML at all', 'Dear colleagues', { rule: 'xml', severity: 'error' }],
    ['nothing', '', { rule: 'xml', severity: 'error' }],
    ['an end before its end', drawn.slice(0, -40), { severity: 'error' }],
    [
      'two elements with one id',
      drawn.replace('id="e"', 'id="t"'),
      { rule: 'duplicate-id', severity: 'error' },
    ],
    [
      'a flow to nowhere',
      drawn.replace('targetRef="e"', 'targetRef="x"'),
      { rule: 'missing-reference', elementId: 't-to-e', message: expect.stringContaining('«x»') },
    ],
  ])('with %s is refused with the place', async (_, xml, problem) => {
    expect(await first(xml)).toMatchObject(problem);
    expect((await compile(xml)).models).toEqual([]);
  });

  test('may refer to its own elements with the prefix of its namespace, but to no other', async () => {
    const prefixed = (prefix: string): string =>
      drawn
        .replace(
          /targetNamespace="([^"]*)"/,
          'targetNamespace="$1" xmlns:tns="$1" xmlns:far="http://example.org/far"',
        )
        .replace('targetRef="e"', `targetRef="${prefix}:e"`);
    const { models, problems } = await compile(prefixed('tns'));
    expect(problems).toEqual([]);
    expect(models[0]!.flows['t-to-e']).toMatchObject({ source: 't', target: 'e' });
    expect(await first(prefixed('far'))).toMatchObject({ rule: 'missing-reference' });
  });

  test('gives the same hash for the same text and another for another', async () => {
    const hash = async (xml: string): Promise<string> => (await compile(xml)).models[0]!.hash;
    expect(await hash(drawn)).toBe(await hash(drawn));
    expect(await hash(drawn)).not.toBe(await hash(drawn.replace('id="t"', 'id="t" name="T"')));
  });

  test('with several executable processes gives a model for each', async () => {
    const second =
      '<bpmn:process id="second" isExecutable="true"><bpmn:task id="x"/></bpmn:process></bpmn:definitions>';
    const { models } = await compile(drawn.replace('</bpmn:definitions>', second));
    expect(models.map(({ processId }) => processId)).toEqual(['process', 'second']);
  });
});
