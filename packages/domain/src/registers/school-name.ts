import { plain } from '../table-import/column.ts';

const abbreviated =
  '(?:м|о?г|фг)?[бка]?(?:оу|обу)|муниципальн(?:ое|ый)|м[бка]у|краев(?:ое|ой)|областн(?:ое|ой)|государственн(?:ое|ый)';
const spelled = '(?:бюджетн|казенн|казённ|автономн|общеобразовательн|образовательн)ое|учреждение';
const legalForm = new RegExp(`^(?:(?:${abbreviated}|${spelled})(?![\\p{L}\\d])[\\s,]*)+`, 'iu');

const kinds: readonly [RegExp, string][] = [
  [/средняя (?:общеобразовательная )?школа/g, 'сош'],
  [/основная (?:общеобразовательная )?школа/g, 'оош'],
  [/начальная (?:общеобразовательная )?школа/g, 'нош'],
];

/**
 * What a school is called by whoever writes its name: «МКОУ «СОШ № 3»», «СОШ №3» and «средняя школа N 3» are one; the
 * legal form, quotes, and how a number is written tell no schools apart. That a school is private does: «ЧОУ «Лицей № 1»» is not
 * the municipal one.
 */
export function calledSchool(name: string): string {
  const bare = withoutForm(plain(name));
  return kinds
    .reduce((text, [words, short]) => text.replace(words, short), bare)
    .replace(/(?:№|(?<![\p{L}\d])(?:n|no|н)(?=\s?\d))\s*/gu, '№')
    .replace(/(?<=\p{L})№/gu, ' №');
}

/** A short name for a school whose table gives none: without the legal form and the quotes around the rest. */
export function shortSchoolName(name: string): string {
  const bare = withoutForm(name.trim());
  const [, quoted] = /^[«"“„]([^«»"“”„]+)[»"”“]$/.exec(bare) ?? [];
  return (quoted ?? bare).trim().slice(0, 100);
}

const withoutForm = (name: string): string => name.replace(legalForm, '') || name;
