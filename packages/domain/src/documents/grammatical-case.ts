/** Cases of Russian nouns as templates name them; the nominative needs no name. */
export const grammaticalCases = [
  'родительный',
  'дательный',
  'винительный',
  'творительный',
  'предложный',
] as const;

/** One of the oblique cases. */
export type GrammaticalCase = (typeof grammaticalCases)[number];
