/** Words of a text by their first five letters, so that endings do not matter; short words and figures say nothing. */
const stems = (text: string): Set<string> =>
  new Set(
    text
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е')
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, 5)),
  );

/** How alike two names are, 0 to 1: twice the words that both have, by the words of each. */
export function likeness(left: string, right: string): number {
  const [one, other] = [stems(left), stems(right)];
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((stem) => other.has(stem)).length;
  return (2 * shared) / (one.size + other.size);
}

/** Below this two names are not of one thing. */
const leastLikeness = 0.5;

/** The indicator whose title is most like a text; the first of equals, undefined where none is near. */
export function proposeIndicator<T extends { title: string }>(
  text: string,
  indicators: readonly T[],
): T | undefined {
  let best: { indicator: T; likeness: number } | undefined;
  for (const indicator of indicators) {
    const found = likeness(text, indicator.title);
    if (found >= leastLikeness && found > (best?.likeness ?? 0)) best = { indicator, likeness: found };
  }
  return best?.indicator;
}
