import type { Variables } from '@opora/engine';
import type { Asked } from '../data-fields/fields.ts';

interface Input {
  name: string;
  type: string;
  required?: boolean;
  title?: { ru: string; en: string };
}

/** What a case of a folder begins with, as its `stage.json` says; nothing where there is none, or it cannot be read. */
export function stageInput(stage: string | undefined, language: 'ru' | 'en'): Asked[] {
  try {
    const { input = [] } = JSON.parse(stage ?? '{}') as { input?: Input[] };
    return input.map(({ name, type, required, title }) => ({
      name,
      type,
      required: required ?? false,
      ...(title ? { label: title[language] } : {}),
    }));
  } catch {
    return [];
  }
}

const empty: { [type: string]: Variables[string] } = { string: '', number: 0, boolean: false, array: [] };

/** Values with which a case can begin: what it needs, with nothing in it, for a school of the example. */
export const sampleInput = (asked: Asked[]): Variables =>
  Object.fromEntries(
    asked
      .filter(({ required }) => required)
      .map(({ name, type }) => [name, name === 'schoolId' ? 'bodaibo-3' : (empty[type ?? ''] ?? {})]),
  );
