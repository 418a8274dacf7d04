import { getGender, incline } from 'lvovich';
import type { GrammaticalCase } from './grammatical-case.ts';

const cases = {
  родительный: 'genitive',
  дательный: 'dative',
  винительный: 'accusative',
  творительный: 'instrumental',
  предложный: 'prepositional',
} as const;

/** Parts of a full name and the order in which they were written. */
interface NameParts {
  last: string;
  first: string;
  middle: string;
  order: ('last' | 'first' | 'middle')[];
}

const patronymic = /(вич|вна|ична|инична|ьич|кызы|оглы)$/i;

/** «Фамилия Имя Отчество», «Имя Отчество Фамилия» or «Фамилия Имя»; undefined where it is no name of that kind. */
function partsOf(name: string): NameParts | undefined {
  const words = name.trim().split(/\s+/);
  // «Начальник управления» is a post: the words of a name begin with capitals, but for «оглы» and «кызы».
  if (/[.\d]/.test(name) || words.some((word) => !/^(\p{Lu}|оглы$|кызы$)/u.test(word))) return undefined;
  if (words.length === 2) return { last: words[0]!, first: words[1]!, middle: '', order: ['last', 'first'] };
  if (words.length !== 3) return undefined;
  const order: NameParts['order'] =
    patronymic.test(words[1]!) && !patronymic.test(words[2]!)
      ? ['first', 'middle', 'last']
      : ['last', 'first', 'middle'];
  const of = (part: 'last' | 'first' | 'middle'): string => words[order.indexOf(part)]!;
  return { last: of('last'), first: of('first'), middle: of('middle'), order };
}

/** A full name in another case, in the order it was written; what is no such name (initials, one word, a post) stays as it is. */
export function declineName(name: string, to: GrammaticalCase): string {
  const parts = partsOf(name);
  if (!parts) return name;
  const { order, ...person } = parts;
  const gender = getGender(person) ?? undefined;
  const declined = incline(gender === undefined ? person : { ...person, gender }, cases[to]);
  return order.map((part) => declined[part] ?? person[part]).join(' ');
}

/** «И.О. Фамилия», as signatures have it; a name of another kind stays as it is. */
export function initialsOf(name: string): string {
  const parts = partsOf(name);
  if (!parts) return name;
  const letters = [parts.first, parts.middle].filter((part) => part !== '').map((part) => `${part[0]}.`);
  return `${letters.join('')} ${parts.last}`;
}
