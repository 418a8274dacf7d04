import russian from 'bpmn-js-i18n/translations/ru.js';
import { designerWords } from './designer-words.ts';
import { panelWords } from './panel-words.ts';

/** English words of the panel that only programmers understand. */
const plainEnglish: { [english: string]: string } = {
  Binding: 'Which version',
  latest: 'the newest when the step is reached',
  deployment: 'the one deployed with this diagram',
  'version tag': 'the one with this version tag',
};
type Params = { [name: string]: string };

/** The translation module of bpmn-js: Russian where it is known, else the English it was written in. */
export function bpmnWords(locale: string) {
  const table: { [english: string]: string } = locale.startsWith('ru')
    ? { ...(russian as { [english: string]: string }), ...panelWords, ...designerWords }
    : plainEnglish;
  const lower = new Map(Object.entries(table).map(([english, text]) => [english.toLowerCase(), text]));
  const translate = (template: string, params: Params = {}): string =>
    (table[template] ?? lower.get(template.toLowerCase()) ?? template).replace(
      /\{([^}]+)\}/g,
      (_whole, key: string) => params[key] ?? `{${key}}`,
    );
  return { translate: ['value', translate] };
}
