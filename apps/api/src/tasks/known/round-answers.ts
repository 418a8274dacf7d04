import {
  countedUnit,
  describeTarget,
  type Frequency,
  formulaOf,
  parseTarget,
  periodById,
} from '@opora/domain';
import type { Json } from '@opora/engine';
import { indicatorsOf, knownFacts, type Row, valueByFormula } from '@opora/store';
import { timeZoneOf } from '../../platform/today.ts';
import type { KnownSource } from './known-source.ts';

const shown = new Intl.NumberFormat('ru', { maximumFractionDigits: 2 });

/**
 * The lines of a monitoring round: every indicator of its frequency with plan, the value before, and what stands already or
 * can be counted. What a school has entered in this round stays.
 */
export const roundAnswers: KnownSource = async (database, { schoolId, districtId, variables, current }) => {
  const { frequency, period, periodEnd } = variables;
  if (!schoolId || !districtId || typeof period !== 'string' || typeof periodEnd !== 'string')
    return undefined;
  const asked = (await indicatorsOf(database, districtId)).filter((each) => each.frequency === frequency);
  const entered = new Map(
    (Array.isArray(current) ? (current as { [name: string]: Json }[]) : []).map((line) => [
      line['code'],
      line,
    ]),
  );
  const facts = await knownFacts(database, schoolId);
  const timeZone = await timeZoneOf(database, districtId);
  const evidence = await database.query<{ indicator_id: string; id: string; name: string }>(
    'select indicator_id, id::text as id, name from indicator_evidence where school_id = $1 and period = $2 and indicator_id = any($3::uuid[]) order by at, id',
    [schoolId, period, asked.map(({ id }) => id)],
  );
  const rows = await database.query(
    `select indicator_id, period, value, part, whole, note from indicator_values
     where school_id = $1 and indicator_id = any($2::uuid[]) and period_end <= $3 and (period = $4 or state <> 'returned') order by period_end desc`,
    [schoolId, asked.map(({ id }) => id), periodEnd, period],
  );
  return asked.map((indicator) => {
    const own = rows.filter((row) => row['indicator_id'] === indicator.id);
    const standing = own.find((row) => row['period'] === period);
    const before = own.find((row) => row['period'] !== period && row['value'] !== null);
    const target = parseTarget(indicator.target);
    const formula = formulaOf(indicator);
    const counted =
      indicator.asks === 'nothing' && formula !== null
        ? valueByFormula(formula, facts, { timeZone }).value
        : null;
    const line = entered.get(indicator.code);
    const value = (name: 'value' | 'part' | 'whole'): Json =>
      line?.[name] ?? (standing?.[name] as number | null | undefined) ?? null;
    return {
      ...{
        code: indicator.code,
        asks: indicator.asks,
        title: titleOf(indicator),
        plan: describeTarget(target),
      },
      before: before
        ? beforeText(before, indicator.frequency as Frequency, indicator.unit || target.unit)
        : '—',
      ...{
        part: value('part'),
        whole: value('whole'),
        value: indicator.asks === 'nothing' ? counted : value('value'),
      },
      note: line?.['note'] ?? (standing?.['note'] as string | undefined) ?? '',
      // What the table of the round marks a value by, at once.
      ...{
        indicatorId: indicator.id,
        target: indicator.target,
        unit: indicator.unit || (target.unit ?? ''),
        tolerance: indicator.tolerance,
        previous: (before?.['value'] as number | undefined) ?? null,
        plainShare: indicator.asks === 'parts' && indicator.formula === '',
      },
      evidence: evidence
        .filter((file) => file.indicator_id === indicator.id)
        .map(({ id, name }) => ({ id, name })),
    };
  });
};

const titleOf = ({
  title,
  asks,
  part_title,
  whole_title,
}: {
  title: string;
  asks: string;
  part_title: string;
  whole_title: string;
}): string =>
  asks === 'parts' && (part_title || whole_title)
    ? `${title}. Сколько: ${part_title || 'часть'}; из скольких: ${whole_title || 'всего'}`
    : title;

/** The value of an earlier period with its unit and the words of the period. */
export function beforeText(row: Row, frequency: Frequency, unit: string | null): string {
  const value = row['value'] as number;
  const amount = [shown.format(value), unit && countedUnit(value, unit)].filter(Boolean).join(' ');
  return `${amount} (${periodById(frequency, row['period'] as string)?.title ?? (row['period'] as string)})`;
}
