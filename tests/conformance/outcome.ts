/** How a case went: passed, or why not. */
export interface Outcome {
  name: string;
  feature: string;
  result: 'passed' | 'failed' | 'skipped';
  /** What was expected and found, or why the case is skipped. */
  reason?: string;
}

/** An outcome from what was found wrong: nothing means passed. */
export const outcomeOf = (about: { name: string; feature: string }, findings: string[]): Outcome => ({
  name: about.name,
  feature: about.feature,
  ...(findings.length === 0
    ? { result: 'passed' as const }
    : { result: 'failed' as const, reason: findings.join('; ') }),
});

/** A table of the outcomes by feature, what did not pass with its reason, and the closing line. */
export function report(outcomes: Outcome[]): string[] {
  const features = new Map<string, { [result in Outcome['result']]: number }>();
  for (const { feature, result } of outcomes) {
    const row = features.get(feature) ?? { passed: 0, failed: 0, skipped: 0 };
    row[result]++;
    features.set(feature, row);
  }
  const cell = (count: number): string => (count === 0 ? '·' : String(count)).padStart(7);
  const row = (cells: string[], feature: string): string => `${cells.join(' ')}  ${feature}`;
  const count = (result: Outcome['result']): number => outcomes.filter((one) => one.result === result).length;
  return [
    row(['   pass', '   fail', 'skipped'], 'feature'),
    ...[...features].map(([feature, { passed, failed, skipped }]) =>
      row([passed, failed, skipped].map(cell), feature),
    ),
    '',
    ...outcomes.flatMap(({ name, result, reason }) =>
      result === 'passed' ? [] : [`${result.toUpperCase()} ${name}: ${reason ?? ''}`],
    ),
    `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
  ];
}
