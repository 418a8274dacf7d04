import {
  type Cell,
  type Column,
  number,
  oneOf,
  plain,
  type Reading,
  shown,
  text,
} from '../table-import/column.ts';
import type { RegisterDefinition, RegisterField } from './register.ts';

/** Key of the column by which a table may name a record exactly. */
export const codeColumn = 'code';

/** Columns of a table of a register; refs and subjects are read as names that the caller looks up. */
export function columnsOf(definition: RegisterDefinition): Column[] {
  const columns = definition.fields
    .filter((field) => field.key !== 'districtId')
    .map((field): Column => ({
      key: field.key,
      title: field.title.ru,
      required: definition.identity.includes(field.key) && (field.required ?? false),
      names: [exactly(field.title.ru), ...(field.names ?? [])],
      read: readerOf(field),
    }));
  return [{ key: codeColumn, title: 'Код', names: [/^код( записи)?$/, /^id$/], read: text(100) }, ...columns];
}

const exactly = (title: string): RegExp =>
  new RegExp(`^${plain(title).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

function readerOf(field: RegisterField): Column['read'] {
  switch (field.kind) {
    case 'whole':
    case 'number': {
      const { min, max } = field;
      return number({
        whole: field.kind === 'whole',
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      });
    }
    case 'choice':
      return oneOf(
        Object.fromEntries(
          Object.entries(field.choices ?? {}).flatMap(([value, { ru, also = [] }]) =>
            [value, ru, ...also].map((word) => [plain(word), value]),
          ),
        ),
        Object.values(field.choices ?? {}).map(({ ru }) => `«${ru}»`),
      );
    case 'date':
      return readDate;
    case 'subjects':
      return (cell) => ({
        value: String(cell)
          .split(/[,;\n]/)
          .map((name) => name.replace(/\s+/g, ' ').trim())
          .filter(Boolean),
      });
    default: {
      const read = text(field.kind === 'text' ? (field.max ?? 500) : 500);
      return (cell) => {
        const reading = read(cell);
        const fault = 'value' in reading && field.check ? field.check(reading.value) : undefined;
        return fault ? { problem: `${fault}, найдено «${shown(cell)}»` } : reading;
      };
    }
  }
}

const MONTHS = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');

/**
 * A date as a spreadsheet stores it (also as the bare number of its day), `ГГГГ-ММ-ДД`, or as people write it: `01.09.2023`,
 * `1.9.23`, `1 сентября 2023 года`.
 */
function readDate(cell: Cell): Reading<string> {
  if (cell instanceof Date) return { value: cell.toISOString().slice(0, 10) };
  const serial = /^[3-5]\d{4}$/.test(String(cell ?? '').trim()) ? Number(cell) : undefined;
  if (serial !== undefined)
    return { value: new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10) };
  const words = String(cell ?? '')
    .trim()
    .toLowerCase()
    .replace(/\s*г(?:\.|ода)?$/, '')
    .replace(
      /^[«"]?(\d{1,2})[»"]?\s+([а-яё]+)\s+(\d{4})$/,
      (whole, day: string, month: string, year: string) => {
        const place = MONTHS.indexOf(month);
        return place < 0 ? whole : `${day}.${place + 1}.${year}`;
      },
    );
  const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/.exec(words);
  const iso = written
    ? `${written[3]!.length === 2 ? `20${written[3]}` : written[3]}-${written[2]!.padStart(2, '0')}-${written[1]!.padStart(2, '0')}`
    : words.slice(0, 10);
  const day = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)
    ? { value: iso }
    : { problem: `ожидалась дата вида 01.09.2023, найдено «${shown(cell)}»` };
}
