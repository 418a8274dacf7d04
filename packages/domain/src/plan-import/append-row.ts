import { type ColumnKind } from './columns.ts';
import { joinText } from './join-text.ts';
import { lastRow, type Fields, type Open, type PlanRow, type Reading } from './reading.ts';

/** Puts what a row says behind the row before. */
export function append(reading: Reading, fields: Fields, gap: boolean): void {
  const last = lastRow(reading);
  if (!last) return;
  if (gap) last.torn = true;
  const several = fields.term && last.fields.term && fields.term !== last.fields.term;
  if (reading.exact && last.kind === 'measure' && several) return stack(last, fields);
  for (const [kind, text] of Object.entries(fields) as [ColumnKind, string][]) {
    // The end of a cell merged over rows belongs to the row where that cell began.
    const begun = gap && kind !== 'title' && /^\p{Ll}/u.test(text) ? lastWith(reading, kind) : last;
    const { fields: into } = begun ?? last;
    // A name that begins after the break is one more responsible, unless the one before is cut off.
    const another = kind === 'responsible' && into[kind] && /^\p{Lu}/u.test(text);
    into[kind] = another ? `${into[kind]}\n${text}` : joinText(into[kind] ?? '', text);
  }
}

/** Puts a row behind the one whose name it shares: its term, and what it says otherwise, are one more. */
function stack(last: Extract<PlanRow, { kind: 'measure' }>, fields: Fields): void {
  const said = ({ term = '', responsible = '' }: Fields): { term: string; responsible: string } => ({
    term,
    responsible,
  });
  const stacked = (last.stacked ??= [said(last.fields)]);
  for (const [kind, text] of Object.entries(fields) as [ColumnKind, string][]) {
    const before = last.fields[kind];
    const told =
      kind === 'term' || kind === 'responsible' ? stacked.some((one) => one[kind] === text) : before === text;
    if (!text || told) continue;
    const seam = kind === 'term' ? ', ' : kind === 'responsible' ? ';\n' : '\n';
    last.fields[kind] = before ? `${before}${seam}${text}` : text;
  }
  stacked.push(said(fields));
}

function lastWith(reading: Reading, kind: ColumnKind): Open | undefined {
  for (const row of reading.rows.toReversed()) {
    if (row.kind === 'section') return undefined;
    if (row.fields[kind]) return row;
  }
  return undefined;
}

/** After a page break a cell of the row before may end in a row that begins a new part: «В» + «соответствии с планом». */
export function finishBefore(reading: Reading, fields: Fields): void {
  const last = lastRow(reading);
  if (!last) return;
  for (const [kind, text] of Object.entries(fields) as [ColumnKind, string][]) {
    const before = last.fields[kind];
    if (kind === 'title' || !before || !/^\p{Ll}/u.test(text)) continue;
    last.fields[kind] = joinText(before, text);
    fields[kind] = '';
    last.torn = true;
  }
}
