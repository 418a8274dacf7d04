import { diagram } from '@opora/engine/testing';
import { checkDiagram } from '../check-diagram.ts';
import type { Known } from '../rule.ts';

/** Runs a rule over diagrams: of `valid` ones it says nothing, in each `invalid` one it names exactly this element. */
export function ruleTable(
  rule: string,
  table: { known?: Known; valid: string[]; invalid: [drawn: string, element: string][] },
): void {
  const found = async (drawn: string): Promise<string[]> =>
    (await checkDiagram(diagram(drawn), table.known)).flatMap((problem) =>
      problem.rule === rule ? [problem.elementId!] : [],
    );
  it.each(table.valid)(`${rule} is silent about\n%s`, async (drawn) => {
    expect(await found(drawn)).toEqual([]);
  });
  it.each(table.invalid)(`${rule} finds in\n%s\nthe element %s`, async (drawn, element) => {
    expect(await found(drawn)).toEqual([element]);
  });
}
