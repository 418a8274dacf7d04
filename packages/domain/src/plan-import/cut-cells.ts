import { type Fields } from './reading.ts';

/** A word after which no cell ends. */
const dangling = /(?:^|\s)(?:в|во|на|с|со|и|или|по|к|ко|до|о|об|от|для|за|из|при|не)$/iu;
/** A term whose first word stands in the cell beside it: «графику УО», «течение года», «г.». */
const headless = /^(?:плану|планам|графику|течени[еи]|мере|необходимости|год[ауы]?|г\.?)(?:\s|$)/u;
/** The end of a term at the beginning of a name: «года ИМЦ». */
const tailOfTerm = /^(?:год[ауы]?|г\.|учебного|квартала?|полугодия)\s/u;

const names = { term: 'Срок', responsible: 'Ответственный', indicator: 'Показатель' } as const;

/** What of a row looks cut off: words that a table without seams has left in the cell beside. Gives the column and its name. */
export function cutCell(fields: Fields): { column: keyof typeof names; name: string } | undefined {
  const { term = '', responsible = '', indicator = '' } = fields;
  const cut: { [column in keyof typeof names]: boolean } = {
    term: dangling.test(term.trim()) || headless.test(term.trim()),
    responsible: dangling.test(responsible.trim()) || tailOfTerm.test(responsible.trim()),
    indicator: dangling.test(indicator.trim()) || /,$/.test(indicator.trim()),
  };
  const column = (['term', 'responsible', 'indicator'] as const).find((one) => cut[one]);
  return column && { column, name: names[column] };
}
