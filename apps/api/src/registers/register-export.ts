import type { RegisterRecord } from '@opora/contracts';
import { codeColumn, columnsOf, type RegisterDefinition, type RegisterField } from '@opora/domain';
import { newWorkbook } from '../platform/new-workbook.ts';

/**
 * A register as a workbook whose columns the import of the register reads back. Texts stay texts, so that nothing is
 * taken for a formula; `subjects` are ids of subjects with their names.
 */
export async function registerSheet(
  definition: RegisterDefinition,
  records: readonly RegisterRecord[],
  subjects: ReadonlyMap<string, string>,
): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(definition.title.ru, { views: [{ state: 'frozen', ySplit: 1 }] });
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  const columns = columnsOf(definition);
  sheet.addRow(columns.map(({ title }) => title)).font = { bold: true };
  columns.forEach(({ key, title }, index) => {
    const column = sheet.getColumn(index + 1);
    const field = fields.get(key);
    column.width = key === codeColumn ? 16 : Math.max(12, field?.kind === 'text' ? 34 : title.length + 4);
    if (field?.kind === 'date') column.numFmt = 'dd.mm.yyyy';
    else if (field?.kind !== 'whole' && field?.kind !== 'number') column.numFmt = '@';
  });
  for (const record of records)
    sheet.addRow(
      columns.map(({ key }) => (key === codeColumn ? record.id : shown(fields.get(key)!, record, subjects))),
    ).alignment = { wrapText: true, vertical: 'top' };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function shown(
  field: RegisterField,
  record: RegisterRecord,
  subjects: ReadonlyMap<string, string>,
): string | number | Date | null {
  const value = record.values[field.key] ?? null;
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((id) => subjects.get(id) ?? id).join(', ');
  if (field.kind === 'ref') return record.names[field.key] ?? String(value);
  if (field.kind === 'choice') return field.choices?.[value]?.ru ?? value;
  if (field.kind === 'date') return new Date(`${value}T00:00:00Z`);
  return value;
}
