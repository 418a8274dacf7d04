import { isOneWordPost } from './persons.ts';

/** A piece of a cell; `whole`: one person with a post, not to be taken apart further. */
export interface NamedPiece {
  text: string;
  whole: boolean;
}

/** «Белова А.П.», «А.П. Белова», «Белова Анна Петровна». */
const fullName =
  /^(?:\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}\.\s?(?:\p{Lu}\.?)?|\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:вич|вна|ична|ьич|оглы|кызы))$/u;
/** «Белова» by itself, which only a post beside it shows to be a name. */
const surname = /^\p{Lu}\p{Ll}{2,}(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ский|ская|цкий|цкая|енко|чук|юк|ян|ых)$/u;

/** One person's post: «директор», «зам. директора по УВР», «и.о. начальника», «социальный педагог». */
const post =
  /^(?:руководитель|директор|заместитель|зам\.?|завуч|учитель|педагог|методист|специалист|куратор|тьютор|координатор|психолог|начальник|заведующ(?:ий|ая)|председатель|главный|старший|ведущий|социальный|соц\.|классный|советник|инспектор|и\.?\s?о\.?|врио)(?!\p{L})/iu;

/** «Заместитель» waits for whose. */
const deputy = /^(?:первый )?(?:заместител[ья]|зам\.?|и\.?\s?о\.?|врио)$/iu;
/** Beginnings of lines that name somebody else than the post above. */
const others =
  /^(?:директор|учител|педагог|методист|специалист|руководител|заместител|завуч|психолог|воспитател|классны|наставник|куратор|тьютор|председател|начальник|заведующ|координатор|администрац|родител|член|команд|рабоч|ответственн)/iu;

type Kind = 'name' | 'surname' | 'post' | 'other';

interface Token {
  text: string;
  /** What parts it from the token before. */
  seam: string;
  kind: Kind;
}

/** Whether a text is somebody's whole name. */
export function isFullName(text: string): boolean {
  return fullName.test(text);
}

/**
 * Finds people whose names and posts stand in turn, on lines of their own or behind commas and dashes: a post goes with the
 * name below it where the cell begins with a post, and with the name above it where it begins with a name.
 */
export function peopleIn(text: string): NamedPiece[] {
  const tokens = tokensOf(text);
  const pieces: NamedPiece[] = [];
  let rest = '';
  const flush = (): void => {
    if (rest.trim()) pieces.push({ text: rest, whole: false });
    rest = '';
  };
  for (let at = 0; at < tokens.length;) {
    const [own, next] = [tokens[at]!, tokens[at + 1]];
    if (next && isPair(own.kind, next.kind) && !(own.kind === 'surname' && !inTurn(tokens, at))) {
      flush();
      pieces.push({ text: joined(own, next), whole: true });
      at += 2;
    } else {
      rest += own.seam + own.text;
      at += 1;
    }
  }
  flush();
  return pieces;
}

const isName = (kind: Kind | undefined): boolean => kind === 'name' || kind === 'surname';
const isPair = (left: Kind, right: Kind): boolean =>
  (isName(left) && right === 'post') || (left === 'post' && isName(right));

/** A name without initials is one only among others: «зам. директора / Зорин / воспитатель / Белова». */
function inTurn(tokens: readonly Token[], at: number): boolean {
  for (let index = at + 2; index < tokens.length; index += 1) if (isName(tokens[index]!.kind)) return true;
  return tokens.length === 2 || isName(tokens[at - 2]?.kind);
}

/** The form in which a person stands in lists: «директор Белова А.П.», «Белова А.П., заместитель директора». */
function joined(left: Token, right: Token): string {
  const title = left.kind === 'post' ? left.text : right.text;
  const close = isOneWordPost(title) || (left.kind === 'post' && !title.includes(' '));
  return `${left.text}${close ? ' ' : ', '}${right.text}`;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let seam = '';
  for (const piece of text.split(/([\n,;]|\s[–—-]\s)/u)) {
    if (/^(?:[\n,;]|\s[–—-]\s)$/u.test(piece)) {
      seam += piece;
      continue;
    }
    const own = piece.replace(/\s+/g, ' ').trim();
    if (!own) {
      seam += piece;
      continue;
    }
    const last = tokens.at(-1);
    const kind = kindOf(own);
    // «начальник / отдела образования», «заместитель директора / по УВР».
    const below = last?.kind === 'post' && seam.trim() === '' && /^\p{Ll}/u.test(own);
    if (below && (deputy.test(last.text) || (kind === 'other' && !others.test(own)))) last.text += ` ${own}`;
    else tokens.push({ text: own, seam, kind });
    seam = '';
  }
  return tokens;
}

function kindOf(text: string): Kind {
  if (text.length > 90) return 'other';
  if (fullName.test(text)) return 'name';
  if (isOneWordPost(text)) return 'post';
  if (surname.test(text)) return 'surname';
  const named = /\p{Lu}\.\s?\p{Lu}\.|[«(]/u.test(text.replace(/^и\.?\s?о\.?/iu, ''));
  return post.test(text) && !named ? 'post' : 'other';
}
