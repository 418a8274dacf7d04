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
  // «Али оглы» is one patronymic.
  if (words.length === 4 && /^(оглы|кызы)$/i.test(words[3]!)) words.splice(2, 2, words.slice(2).join(' '));
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
  if (/\p{Lu}{2}/u.test(name) && !/\p{Ll}/u.test(name))
    return declineName(name.replace(/\p{L}+/gu, capitalized), to).toLocaleUpperCase('ru');
  const parts = partsOf(name);
  if (!parts) return name;
  const { order, ...person } = parts;
  const gender = genderOf(person);
  const declined = incline(gender === undefined ? person : { ...person, gender }, cases[to]);
  return order
    .map((part) => exception(part, person[part], gender, to) ?? declined[part] ?? person[part])
    .join(' ');
}

type Gender = NonNullable<ReturnType<typeof getGender>>;

/** A patronymic tells it for sure; a surname such as «Лев» or «Цой» would lead astray. */
function genderOf({ last, first, middle }: Omit<NameParts, 'order'>): Gender | undefined {
  if (/(вна|ична|кызы)$/i.test(middle)) return 'female';
  if (/([иы]ч|оглы)$/i.test(middle)) return 'male';
  if (/^(любовь|нинель|адель|мариям)$/i.test(first)) return 'female';
  return getGender({ last, first, middle }) ?? undefined;
}

const forms = Object.keys(cases) as GrammaticalCase[];

/** What the library does not know: where it stands in the name, what it looks like, whose, and the endings in the order of the cases. */
const exceptions: readonly [
  part: 'last' | 'first' | 'middle',
  pattern: RegExp,
  of: Gender,
  endings: string[],
][] = [
  ['first', /ь$/u, 'female', ['и', 'и', 'ь', 'ью', 'и']],
  ['first', /(?<=[бвгджзклмнпрстфхцчшщ])$/u, 'female', ['', '', '', '', '']],
  ['last', /(?<=[бвгджзйклмнпрстфхцчшщь])$/u, 'female', ['', '', '', '', '']],
  ['middle', /(?<= (?:оглы|кызы))$/iu, 'male', ['', '', '', '', '']],
  ['middle', /(?<= (?:оглы|кызы))$/iu, 'female', ['', '', '', '', '']],
  ['middle', /(?<=ыч)$/u, 'male', ['а', 'у', 'а', 'ем', 'е']],
  ['last', /(?<=^(?:воробь?|соловь?|муравь?))ей$/iu, 'male', ['ья', 'ью', 'ья', 'ьём', 'ье']],
  // Of one syllable: the vowel stays, the end is stressed («Швеца», «Грачом»).
  ['last', /(?<=^[^аеёиоуыэюя]+ец)$/iu, 'male', ['а', 'у', 'а', 'ом', 'е']],
  ['last', /(?<=^[^аеёиоуыэюя]+[аеёиоуыэюя][жчшщ])$/iu, 'male', ['а', 'у', 'а', 'ом', 'е']],
];

function exception(
  part: 'last' | 'first' | 'middle',
  word: string,
  gender: Gender | undefined,
  to: GrammaticalCase,
): string | undefined {
  const found = exceptions.find(
    ([of, pattern, whose]) => of === part && whose === gender && pattern.test(word),
  );
  return found && word.replace(found[1], found[3][forms.indexOf(to)]!);
}

const capitalized = (word: string): string => word[0]! + word.slice(1).toLocaleLowerCase('ru');

/** «И.О. Фамилия», as signatures have it; a name of another kind stays as it is. */
export function initialsOf(name: string): string {
  const parts = partsOf(name);
  if (!parts) return name;
  const letters = [parts.first, parts.middle].filter((part) => part !== '').map((part) => `${part[0]}.`);
  return `${letters.join('')} ${parts.last}`;
}
