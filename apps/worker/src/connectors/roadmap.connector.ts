import {
  datesOfTerm,
  dayIn,
  riskFactor,
  schoolYearsOf,
  splitResponsible,
  withinSentence,
} from '@opora/domain';
import type { Json } from '@opora/engine';
import { calendarYearsAt, type CaseMeasure, keepSchoolRoadmap, measureKey } from '@opora/store';
import { FinalFailure, type Connector } from './connector.ts';

/**
 * Puts the school's roadmap of the case (`roadmap`: `[{ number, title, term, responsible, indicator?, result? }]`) and the
 * measures of its anti-risk programmes into the register of roadmaps, tied to their programmes. The period is that of
 * `programme` (`from`, `to`), else the year from today. Gives `roadmapId`.
 */
export const roadmap: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected a case about a school, found none.`);
  const period = periodOf(job.variables['programme'], dayIn(job.timeZone, job.now));
  const [place] = await database.query<{ district_id: string }>(
    'select district_id from schools where id = $1',
    [schoolId],
  );
  const years = schoolYearsOf(await calendarYearsAt(database, place?.district_id ?? null, schoolId));
  const ofFactors = factorMeasures(job.variables['antiRiskProgrammes']);
  const measures = new Map<string, CaseMeasure>();
  for (const item of [...records(job.variables['roadmap']), ...ofFactors.values()]) {
    const title = textIn(item, 'title');
    const key = measureKey(title);
    if (key === '' || measures.has(key)) continue;
    const programme = ofFactors.get(key);
    const term = textIn(item, 'term');
    measures.set(key, {
      number: textIn(item, 'number') || String(measures.size + 1),
      section: programme?.section ?? 'Мероприятия школы',
      title,
      term,
      ...datesOfTerm(term, period, years),
      responsible: splitResponsible(textIn(item, 'responsible')),
      indicator: textIn(item, 'indicator'),
      result: textIn(item, 'result'),
      factors: programme?.factors ?? [],
    });
  }
  const roadmapId = await database.transaction(async (q) => {
    const [school] = await q.query<{ short_name: string }>('select short_name from schools where id = $1', [
      schoolId,
    ]);
    if (!school)
      throw new FinalFailure(
        `Element ${job.node} (${job.type}): expected a school of the register, found "${schoolId}".`,
      );
    const title = `Программа развития: ${school.short_name}`;
    const place = { schoolId, rootCaseId: job.rootCaseId, title, ...period };
    return keepSchoolRoadmap(q, place, [...measures.values()]);
  });
  return { roadmapId };
};

interface FactorMeasure {
  [name: string]: Json;
  factors: string[];
  section: string;
}

/** Measures of the anti-risk programmes by what their titles are compared by; one that several name belongs to each. */
function factorMeasures(programmes: Json | undefined): Map<string, FactorMeasure> {
  const found = new Map<string, FactorMeasure>();
  for (const { factor, programme } of records(programmes)) {
    const known = typeof factor === 'string' ? riskFactor(factor) : undefined;
    if (!known) continue;
    const { number, name, id } = known;
    const section = `Антирисковая программа: ${withinSentence(name)}`;
    const measures = records((programme as { measures?: Json } | null | undefined)?.measures);
    for (const [index, measure] of measures.entries()) {
      const key = measureKey(textIn(measure, 'title'));
      if (key === '') continue;
      const before = found.get(key);
      if (before) before.factors.push(id);
      else found.set(key, { number: `${number}.${index + 1}`, ...measure, factors: [id], section });
    }
  }
  return found;
}

const records = (list: Json | undefined): { [name: string]: Json }[] =>
  Array.isArray(list)
    ? list.filter(
        (one): one is { [name: string]: Json } =>
          typeof one === 'object' && one !== null && !Array.isArray(one),
      )
    : [];

function textIn(record: { [name: string]: Json }, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function periodOf(programme: Json | undefined, today: string): { from: string; to: string } {
  const { from, to } = (programme ?? {}) as { from?: Json; to?: Json };
  const day = (value: Json | undefined): string | undefined =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : undefined;
  const begin = day(from) ?? today;
  const end = day(to);
  if (end !== undefined && end >= begin) return { from: begin, to: end };
  const [year, ...rest] = begin.split('-');
  return { from: begin, to: [Number(year) + 1, ...rest].join('-').replace(/-02-29$/, '-02-28') };
}
