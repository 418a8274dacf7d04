import russian from 'bpmn-js-i18n/translations/ru.js';
import { designerWords } from './designer-words.ts';
import { panelWords } from './panel-words.ts';

type Params = { [name: string]: string };

/** The translation module of bpmn-js: Russian where it is known, else the English it was written in. */
export function bpmnWords(locale: string) {
  const table: { [english: string]: string } = locale.startsWith('ru')
    ? { ...(russian as { [english: string]: string }), ...panelWords, ...designerWords }
    : {};
  const lower = new Map(Object.entries(table).map(([english, text]) => [english.toLowerCase(), text]));
  const translate = (template: string, params: Params = {}): string =>
    (table[template] ?? lower.get(template.toLowerCase()) ?? template).replace(
      /\{([^}]+)\}/g,
      (_whole, key: string) => params[key] ?? `{${key}}`,
    );
  return { translate: ['value', translate] };
}
