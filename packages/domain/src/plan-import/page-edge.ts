/** What stands at the edge of a page between two pieces of a table. */
export const pageEdge = /^(?:[-–—\s]*\d{1,3}[-–—\s]*|(?:продолжение|окончание) (?:таблицы|приложения).*)$/iu;
/** Words that name a document, not a part of it. */
export const documentName =
  /(?:^|[^а-яё])(?:план|карта|комплекс мер(?![а-яё])|приложение|таблица|график|программа|перечень|паспорт|утвержд|показател)/iu;
