import { juelToFeel, NoEquivalent, valueToFeel } from './juel.ts';

const table: [juel: string, feel: string][] = [
  ['approved', 'approved'],
  ["decision == 'approve' && sum > 10", 'decision = "approve" and sum > 10'],
  ['!approved || not(closed)', 'not(approved) or not((closed))'],
  ['a != null and b ge 3', 'a != null and b >= 3'],
  ["ok ? 'да' : 'нет'", 'if ok then "да" else "нет"'],
  ['empty remark', '(remark = null or remark = "" or remark = [])'],
  ['scores[0].value % 2', 'modulo(scores[1].value, 2)'],
  ["map['key']", 'get value(map, "key")'],
  ["execution.getVariable('school')", 'school'],
  ['nrOfCompletedInstances / nrOfInstances >= 0.6', 'numberOfCompletedInstances / numberOfInstances >= 0.6'],
  ["name.toLowerCase().startsWith('шк')", 'starts with(lower case(name), "шк")'],
  ['list.size() - 1', 'count(list) - 1'],
];

describe('juelToFeel', () => {
  it.each(table)('says %s as %s', (juel, feel) => {
    expect(juelToFeel(juel)).toBe(feel);
  });

  it.each([
    ['bean.run(execution)', 'execution'],
    ['now()', 'now()'],
    ['execution.processInstanceId', 'processInstanceId'],
    ['list[i]', 'номер'],
    ['a ; b', ';'],
    ['a +', 'конец'],
  ])('tells why %s cannot be said', (juel, why) => {
    expect(() => juelToFeel(juel)).toThrow(NoEquivalent);
    expect(() => juelToFeel(juel)).toThrow(why);
  });
});

describe('valueToFeel', () => {
  it('leaves texts, unwraps expressions and joins mixtures', () => {
    expect(valueToFeel('committee')).toBe('committee');
    expect(valueToFeel('${coordinator}')).toBe('=coordinator');
    expect(valueToFeel('Школа ${school.name}!')).toBe('="Школа " + string(school.name) + "!"');
  });
});
