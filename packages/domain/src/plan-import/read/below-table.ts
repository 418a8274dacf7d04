/** Words with which a document goes on below its table, and no last cell ends. */
const goesOn =
  /^(?:исп\.|исполнитель:|приложение(?:\s|$)|утвержд(?:аю|ен[аоы]?)(?:\s|$)|согласовано(?:\s|$)|таблица \d|паспорт(?:\s|$)|примечани[ея][:.]|(?:составил|подготовил)[аи]?(?:[:\s]|$)|подпись(?![\s-]+\p{Ll}+ (?:соглашени|договор))|м\.\s?п\.|дата составления)/iu;
/** The beginning of the next part of a document. */
const nextPart = /^(?:раздел|глава|часть) (?:\d{1,2}|[IVX]{1,5})(?:[.:]|\s|$)/iu;
/** The post of one person, and the name with initials, and nothing else. */
const post =
  /^(?:(?:и\.?\s?о\.?|врио|первый|муниципальный)\s+)?(?:исполняющ(?:ий|ая)|начальник|председатель|директор|заведующ(?:ий|ая)|глава|заместитель|руководитель|управляющий|координатор|методист|секретарь|куратор)а?(?!\p{L})[^.,;:]*$/iu;
const personName =
  /\s(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)$/u;

const wholeName = new RegExp(`^${personName.source.slice(2)}`, 'u');

/** Whether a line is the signature below a document. */
export function isSignature(text: string): boolean {
  return text.length < 160 && personName.test(text) && post.test(text.replace(personName, ''));
}

/** Whether two lines are a signature: a post, and below it the name. */
export function isSignedBelow(text: string, next: string | undefined): boolean {
  return next !== undefined && text.length < 160 && post.test(text) && wholeName.test(next.trim());
}

/**
 * How many of the last paragraphs of a table's last cell belong to the cell; the others are below the table. `apart` says
 * whether an empty line stands before a paragraph.
 */
export function ownParagraphs(texts: readonly string[], apart: (at: number) => boolean): number {
  let counted = leadingNumber(texts[0] ?? '');
  for (let at = 1; at < texts.length; at += 1) {
    const text = texts[at]!;
    const number = leadingNumber(text);
    const other = number !== undefined && number > 1 && number !== (counted ?? 0) + 1;
    counted = number ?? counted;
    if (
      isBelowTable(text) ||
      isSignedBelow(text, texts[at + 1]) ||
      nextPart.test(text) ||
      (other && apart(at))
    )
      return at;
  }
  return texts.length;
}

function leadingNumber(text: string): number | undefined {
  const found = /^(\d{1,2})[.)]\s/.exec(text);
  return found ? Number(found[1]) : undefined;
}

/** Whether a line that stands behind a whole row is below the table: a signature, an appendix, another part. */
export function isBelowTable(text: string): boolean {
  return goesOn.test(text) || isSignature(text);
}
