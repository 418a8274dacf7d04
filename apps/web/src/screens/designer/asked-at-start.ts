import type { ProcessDetails } from '@opora/contracts';
import type { Asked } from '../../data-fields/fields.ts';

/**
 * What a person who starts a case is asked for besides the school: what the process needs, and the numbers, texts and
 * answers that it can do without. Lists and records that it can do without are asked for by its own forms.
 */
export function askedAtStart(input: ProcessDetails['input'], language: string): Asked[] {
  return input
    .filter(
      ({ name, type, required }) => name !== 'schoolId' && (required || !['array', 'object'].includes(type)),
    )
    .map(({ name, type, required, title, titleEn }) => {
      const label = (language === 'en' ? titleEn : title) ?? undefined;
      return { name, type, required, ...(label ? { label } : {}) };
    });
}
