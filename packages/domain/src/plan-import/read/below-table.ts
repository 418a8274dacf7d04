/** Words with which a document goes on below its table, and no last cell ends. */
const goesOn =
  /^(?:исп\.|исполнитель:|приложение(?:\s|$)|утвержд(?:аю|ен[аоы]?)(?:\s|$)|согласовано(?:\s|$)|таблица \d|паспорт(?:\s|$)|примечани[ея][:.])/iu;
/** The post of one person, and the name with initials, and nothing else. */
const post =
  /^(?:(?:и\.?\s?о\.?|врио|первый|муниципальный)\s+)?(?:исполняющ(?:ий|ая)|начальник|председатель|директор|заведующ(?:ий|ая)|глава|заместитель|руководитель|управляющий|координатор|методист|секретарь|куратор)а?(?!\p{L})[^.,;:]*$/iu;
const personName =
  /\s(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)$/u;

/** Whether a line is the signature below a document. */
export function isSignature(text: string): boolean {
  return text.length < 160 && personName.test(text) && post.test(text.replace(personName, ''));
}

/** Whether a line that stands behind a whole row is below the table: a signature, an appendix, another part. */
export function isBelowTable(text: string): boolean {
  return goesOn.test(text) || isSignature(text);
}
