import { diagram } from '@opora/engine/testing';
import { checkDiagram } from './check-diagram.ts';

it('joins the problems of the engine, of our rules and of others, with fixes where there are any', async () => {
  const problems = await checkDiagram(
    diagram(`
      start s "Начало"
      user a "Оценить" groups=nobody form=grade
      xor which "Что дальше?"
      end one "Раз"
      end two "Два"
      user lost "Забытая" groups=expert form=grade
      s -> a -> which
      which -> one if x = 1
      which -> two if x = 2
    `),
    { roles: ['expert'], forms: ['grade'] },
    {
      'any-gateway': () => ({
        check(node, { report }) {
          if (node.$instanceOf('bpmn:Gateway')) report(node.id!, 'a gateway');
        },
      }),
    },
  );
  expect(
    problems.map(({ elementId, rule, severity, fix }) => [elementId, rule, severity, fix?.kind]),
  ).toEqual([
    ['which', 'no-default', 'warning', 'default-flow'],
    ['a', 'known-role', 'error', 'choose-role'],
    ['which', 'any-gateway', 'warning', undefined],
  ]);
});

it('tells the line of a file that is not XML', async () => {
  expect(await checkDiagram('<bpmn:definitions>\n<bad')).toMatchObject([{ rule: 'xml', severity: 'error' }]);
});
