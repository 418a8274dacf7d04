import { roleNames, roles } from '@opora/domain';
import type { Translate } from '../lib/translate.ts';

interface Values {
  [name: string]: string;
}

/** The values of a failure with steps called by their names instead of their ids. */
export function namedValues(values: Values, nameOf: (id: string) => string): Values {
  const named = { ...values };
  if (values['node']) named['node'] = nameOf(values['node']);
  if (values['open']) named['open'] = values['open'].split(', ').map(nameOf).join(', ');
  // Steps that wait are compared as lists of ids.
  if (values['what'] === 'waiting tasks')
    for (const key of ['found', 'expected'] as const) {
      const ids = JSON.parse(values[key] ?? '[]') as string[];
      named[key] = ids.map((id) => `«${nameOf(id)}»`).join(', ') || '—';
    }
  return named;
}

/** Why a step or a scenario could not go on, in the language of the user. */
export function failureWords(
  failure: { code: string; values: Values; step?: number | undefined },
  t: Translate,
  te: (key: string) => boolean,
): string {
  const key = `play.failure.${failure.code}`;
  const values = { ...failure.values };
  const what = `play.compared.${values['what']?.replace(' ', '-')}`;
  if (te(what)) values['what'] = t(what);
  if (values['open'] === 'none') values['open'] = '—';
  const language = t('play.language') === 'en' ? 'en' : 'ru';
  if (values['allowed'])
    values['allowed'] = values['allowed']
      .split(', ')
      .map((each) => roles.find((role) => role === each))
      .map((role, index) =>
        role ? roleNames[role][language] : failure.values['allowed']!.split(', ')[index],
      )
      .join(', ');
  const text = te(key) ? t(key, values) : failure.code;
  return failure.step === undefined ? text : `${t('play.scenarios.step', { n: failure.step })}: ${text}`;
}
