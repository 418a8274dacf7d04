import RussianNouns from 'russian-nouns-js';
import type { GrammaticalCase } from './grammatical-case.ts';

const engine = new RussianNouns.Engine();
const order: GrammaticalCase[] = ['родительный', 'дательный', 'винительный', 'творительный', 'предложный'];

/** Endings of adjectives beside an animate noun, by what the word ends with and whether a sibilant stands before it. */
const adjectives: { ending: RegExp; forms: string[] }[] = [
  { ending: /(?<=[жчшщ])(ий|ый)$/, forms: ['его', 'ему', 'его', 'им', 'ем'] },
  { ending: /(?<=н)ий$/, forms: ['его', 'ему', 'его', 'им', 'ем'] },
  { ending: /(?<=[гкх])(ий|ой)$/, forms: ['ого', 'ому', 'ого', 'им', 'ом'] },
  { ending: /(ый|ой)$/, forms: ['ого', 'ому', 'ого', 'ым', 'ом'] },
  { ending: /(?<=[жчшщ])ая$/, forms: ['ей', 'ей', 'ую', 'ей', 'ей'] },
  { ending: /ая$/, forms: ['ой', 'ой', 'ую', 'ой', 'ой'] },
  { ending: /яя$/, forms: ['ей', 'ей', 'юю', 'ей', 'ей'] },
];

/** Words that look like adjectives and are the head of a post by themselves: what follows does not change. */
const heads = /^(заведующ|управляющ|исполняющ)(ий|ая)$/i;

const prepositions = /^(за|по|в|во|на|при|с|со|о|об|для|из|от|к)$/i;

/**
 * A post in another case: its head word and the adjectives before it are declined, the rest stays («начальник управления
 * образования» → «начальнику управления образования»). «И. о. директора» and «врио» never change.
 */
export function declinePost(post: string, to: GrammaticalCase): string {
  const words = post.trim().split(/\s+/);
  if (/^(и\.|ио$|и\/о$|врио|вр\.)/i.test(words[0] ?? '')) return post;
  let ended = false;
  return words
    .map((word) => {
      // «ответственная за ГИА»: what hangs on a preposition does not change.
      if (prepositions.test(word)) ended = true;
      if (ended) return word;
      const adjective = adjectives.find(({ ending }) => ending.test(word));
      if (adjective) {
        ended = heads.test(word);
        return word.replace(adjective.ending, adjective.forms[order.indexOf(to)]!);
      }
      // An adverb before the participle: «временно исполняющий».
      if (/^временно$/i.test(word)) return word;
      ended = true;
      return word
        .split('-')
        .map((part) => declineNoun(part, to))
        .join('-');
    })
    .join(' ');
}

function declineNoun(word: string, to: GrammaticalCase): string {
  const { Gender, Case } = RussianNouns;
  const names = [Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL];
  const lemma = RussianNouns.createLemmaOrNull({
    text: word.toLowerCase(),
    gender: /[ая]$/.test(word) ? Gender.FEMININE : Gender.MASCULINE,
    animate: true,
  });
  const [declined] = lemma ? engine.decline(lemma, names[order.indexOf(to)]!) : [];
  if (!declined) return word;
  return /^\p{Lu}/u.test(word) ? declined[0]!.toUpperCase() + declined.slice(1) : declined;
}
