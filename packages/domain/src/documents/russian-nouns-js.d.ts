declare module 'russian-nouns-js' {
  /** A word in the nominative with its gender. */
  interface Lemma {
    readonly text: string;
  }
  const RussianNouns: {
    Gender: { FEMININE: string; MASCULINE: string; NEUTER: string; COMMON: string };
    Case: {
      NOMINATIVE: string;
      GENITIVE: string;
      DATIVE: string;
      ACCUSATIVE: string;
      INSTRUMENTAL: string;
      PREPOSITIONAL: string;
    };
    Engine: new () => { decline(lemma: Lemma, grammaticalCase: string): string[] };
    createLemmaOrNull(options: { text: string; gender: string; animate?: boolean }): Lemma | null;
  };
  export default RussianNouns;
}
