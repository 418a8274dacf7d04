const rules = new Intl.PluralRules('ru');

/** A number with the form of its word: «1 раз», «2 раза», «5 раз». Not for fractions. */
export function countWord(count: number, one: string, few: string, many: string): string {
  const form = rules.select(count);
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`;
}
