import type { Translate } from '../lib/translate.ts';

/** Why a step or a scenario could not go on, in the language of the user. */
export function failureWords(
  failure: { code: string; values: { [name: string]: string }; step?: number | undefined },
  t: Translate,
  te: (key: string) => boolean,
): string {
  const key = `play.failure.${failure.code}`;
  const text = te(key) ? t(key, failure.values) : failure.code;
  return failure.step === undefined ? text : `${t('play.scenarios.step', { n: failure.step })}: ${text}`;
}
