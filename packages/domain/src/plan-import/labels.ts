import { looksResponsible } from './responsible.ts';
import { isTerm, splitWhenWho } from './when-who.ts';

/** What a text says of a measure behind labels: «… Срок: до 01.10.2024. Ответственный: ЦОКО.» */
export interface LabelledText {
  title: string;
  term: string;
  responsible: string;
  indicator: string;
  result: string;
}

const labels: readonly (readonly [keyof LabelledText, string])[] = [
  ['term', 'сроки?(?: \\p{L}+)?|дата(?: \\p{L}+)?'],
  [
    'responsible',
    'ответственн\\p{L}+(?: за \\p{L}+| исполнител\\p{L}+| лиц\\p{L}+)?|отв\\.?|исполнител\\p{L}+',
  ],
  ['indicator', '(?:целевой )?показател\\p{L}+|индикатор\\p{L}*'],
  ['result', '(?:ожидаемый |планируемый )?результат\\p{L}*|(?:итоговый )?документ|форма отч[её]т\\p{L}+'],
];
export const label = new RegExp(
  // The full stop before a label may belong to «2024 г.».
  `(?:^|(?<=\\.)|[\\n;,(]|\\s[-–—])\\s*(?:${labels.map(([kind, words]) => `(?<${kind}>${words})`).join('|')})\\s*(?:[:–—]|-\\s)\\s*`,
  'giu',
);

/** Takes a text apart at its labels; nothing where it names neither a term nor somebody responsible. */
export function splitLabels(text: string): LabelledText | undefined {
  const found = [...text.matchAll(label)];
  const parts: LabelledText = { title: '', term: '', responsible: '', indicator: '', result: '' };
  parts.title = tidy(text.slice(0, found[0]?.index ?? text.length));
  found.forEach((match, index) => {
    const kind = labels.find(([name]) => match.groups?.[name])![0];
    const value = tidy(text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length));
    parts[kind] = [parts[kind], value].filter(Boolean).join(', ');
  });
  return parts.title && (parts.term || parts.responsible) ? parts : undefined;
}

/** The end of a sentence, which parts the values of labels. */
function tidy(text: string): string {
  return text
    .trim()
    .replace(/(?<!(?:^|[\s\d.])(?:г|гг|уч|кв|п|\p{Lu}))[.;,)]+$/u, '')
    .trim();
}

/** A term inside a name: «Совещание (март 2024)»; `both` where the column is said to hold names and terms. */
export function termInTitle(text: string, both: boolean): { title: string; term: string } | undefined {
  const inBrackets = /^([\s\S]*\S)\s*\(([^()]+)\)[.;]?$/u.exec(text.trim());
  if (inBrackets && isTerm(inBrackets[2]!))
    return { title: both ? inBrackets[1]! : text, term: inBrackets[2]! };
  if (!both) return undefined;
  const { term, responsible: title } = splitWhenWho(text);
  return term && title ? { title, term } : undefined;
}

/** «Совещание – до 10.09.2024 – УО», «Совещание (сентябрь 2024, УО)»: when and who stand behind the name without labels. */
export function splitInline(text: string): LabelledText | undefined {
  const [name = '', ...others] = text.split(/\s[-–—]\s/u).map(tidy);
  const dated = others.findIndex((part) => isTerm(part));
  const who = others.filter((_, at) => at !== dated);
  if (name && dated >= 0 && who.length === 1 && looksResponsible(who[0]!) >= 0.8)
    return { title: name, term: others[dated]!, responsible: who[0]!, indicator: '', result: '' };
  const inBrackets = /^(\S[^()]*\S)\s*\(([^()]{3,200})\)[.;]?$/u.exec(text.trim());
  const { term, responsible } = splitWhenWho(inBrackets?.[2] ?? '');
  return inBrackets && term && responsible && looksResponsible(responsible) >= 0.8
    ? { title: inBrackets[1]!, term, responsible, indicator: '', result: '' }
    : undefined;
}
