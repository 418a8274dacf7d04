import { describeTarget, formulaOf, markValue, parseTarget } from '@opora/domain';
import type { Json } from '@opora/engine';
import {
  type GivenValue,
  indicatorsOf,
  knownFacts,
  saveValues,
  type StoredIndicator,
  valueByFormula,
} from '@opora/store';
import type { Connector } from './connector.ts';
import { numberOf, roundOf } from './rounds.ts';

type Answer = { [name: string]: Json };

/**
 * Writes a school's answers of a round (`answers`: code, value or part and whole, note) into the indicator values; what the
 * system counts itself is counted again. Gives `roundValues` for who checks them. A repeated job writes nothing new.
 */
export const saveRound: Connector = async (job, { database }) => {
  const round = roundOf(job);
  const given = job.variables['answers'];
  const answers = new Map(
    (Array.isArray(given) ? (given as Answer[]) : []).map((answer) => [String(answer?.['code']), answer]),
  );
  const roundValues = await database.transaction(async (q) => {
    const asked = (await indicatorsOf(q, round.districtId)).filter(
      ({ frequency }) => frequency === round.frequency,
    );
    const facts = await knownFacts(q, round.schoolId);
    const values = asked.map((indicator) => valueOf(indicator, answers.get(indicator.code), facts, job));
    const lines: GivenValue[] = values.map(({ problem: _problem, ...value }, index) => ({
      ...value,
      ...{ indicatorId: asked[index]!.id, schoolId: round.schoolId, caseId: job.caseId },
      ...{ period: round.period, periodEnd: round.periodEnd },
    }));
    await saveValues(q, lines, markValue);
    const rows = await q.query<{ indicator_id: string; mark: string; reason: string }>(
      'select indicator_id, mark, reason from indicator_values where school_id = $1 and period = $2 and indicator_id = any($3::uuid[])',
      [round.schoolId, round.period, asked.map(({ id }) => id)],
    );
    const files = await q.query<{ indicator_id: string; names: string }>(
      "select indicator_id, string_agg(name, ', ' order by at, id) as names from indicator_evidence where school_id = $1 and period = $2 group by indicator_id",
      [round.schoolId, round.period],
    );
    const documents = new Map(files.map((row) => [row.indicator_id, row.names]));
    const marks = new Map(rows.map((row) => [row.indicator_id, row]));
    return asked.map((indicator, index) => ({
      ...{
        code: indicator.code,
        title: indicator.title,
        plan: describeTarget(parseTarget(indicator.target)),
      },
      value: values[index]!.value,
      verdict: values[index]!.problem ?? marks.get(indicator.id)?.reason ?? '',
      note: values[index]!.note,
      documents: documents.get(indicator.id) ?? '',
    }));
  });
  return { roundValues: roundValues as never };
};

function valueOf(
  indicator: StoredIndicator,
  answer: Answer | undefined,
  facts: { [name: string]: Json },
  { now, timeZone }: { now: number; timeZone: string },
): Pick<GivenValue, 'value' | 'part' | 'whole'> & { note: string; problem?: string } {
  const note = typeof answer?.['note'] === 'string' ? answer['note'].trim().slice(0, 4000) : '';
  const [part, whole] = [numberOf(answer?.['part']), numberOf(answer?.['whole'])];
  const formula = formulaOf(indicator);
  if (formula === null) return { value: numberOf(answer?.['value']), part: null, whole: null, note };
  if (indicator.asks === 'parts' && (part === null || whole === null))
    return { value: null, part, whole, note };
  const counted = valueByFormula(formula, { ...facts, part, whole }, { now, timeZone });
  return { ...counted, part, whole, note };
}
