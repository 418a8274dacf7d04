import type { PlanRow } from '@opora/contracts';
import { describeTerm, type Term } from '@opora/domain';
import type { ImportedItem, ImportedMeasure, ImportedPlan, PlanProblem } from '@opora/domain/plan-import';

/** What is kept of a plan until it is confirmed. */
export interface KeptPlan {
  title: string;
  period: { from: string; to: string } | null;
  rows: PlanRow[];
  problems: string[];
}

/**
 * A plan as a person looks through it before it becomes a roadmap; without a title of its own it is called as its file. A part of
 * a measure that stands in a row of its own, without a number, is a row behind it.
 */
export function keepPlan(plan: ImportedPlan, fileName: string): KeptPlan {
  const period = plan.period ? { from: plan.period.from, to: plan.period.to } : null;
  return {
    title: plan.tables.find(({ title }) => title)?.title ?? fileName.replace(/\.[^.]+$/, ''),
    period,
    problems: plan.problems.map(({ message }) => message),
    rows: plan.measures.flatMap((measure) => [
      rowOf(measure),
      ...measure.items.map((item) => partOf(item, measure)),
    ]),
  };
}

/** What is wrong with a term, as problems of its row. */
export const problemsOfTerm = (term: Term): PlanRow['problems'] =>
  term.problems.map(({ code, message, suggestion }) => ({
    code: `term-${code}`,
    severity: code.endsWith('-assumed') ? 'info' : 'warning',
    message,
    column: 'term',
    suggestion: suggestion ?? null,
  }));

/** Whether a row is to be looked at by a person. */
export const certaintyOf = (problems: PlanRow['problems']): PlanRow['certainty'] =>
  problems.some(({ severity }) => severity === 'warning') ? 'doubtful' : 'read';

/** A measure; what is wrong in the rows of its parts is said there. */
function rowOf(measure: ImportedMeasure): PlanRow {
  const elsewhere = new Set(measure.items.map(({ place }) => place));
  const problems = measure.problems
    .filter(({ code, place }) => code === 'parts' || place === undefined || !elsewhere.has(place))
    .map(toProblem);
  return {
    number: measure.number,
    section: measure.section,
    title: measure.title,
    term: measure.term.text,
    termMeans: describeTerm(measure.term),
    responsible: measure.responsible,
    indicator: measure.indicator,
    result: measure.result,
    certainty: certaintyOf(problems),
    leftOut: false,
    problems,
  };
}

const toProblem = ({
  code,
  severity,
  message,
  column,
  suggestion,
}: PlanProblem): PlanRow['problems'][number] => ({
  code,
  severity,
  message,
  column: column ?? null,
  suggestion: suggestion ?? null,
});

/** A part takes from its measure the term and the responsible that its own row leaves empty, and says so. */
function partOf(item: ImportedItem, of: ImportedMeasure): PlanRow {
  const term = item.term.text ? item.term : of.term;
  const responsible = item.responsible.length > 0 ? item.responsible : of.responsible;
  const taken = [
    ...(term !== item.term && term.text ? ['срок'] : []),
    ...(responsible !== item.responsible && responsible.length > 0 ? ['ответственный'] : []),
  ];
  const owner = of.number ? `мероприятия № ${of.number}` : 'мероприятия выше';
  const problems: PlanRow['problems'] = [
    {
      code: 'part',
      severity: 'info',
      message: `Часть ${owner}${taken.length > 0 ? `; ${taken.join(' и ')} — как у него` : ''}`,
      column: 'title',
      suggestion: null,
    },
    ...of.problems.filter(({ code, place }) => code !== 'parts' && place === item.place).map(toProblem),
  ];
  return {
    number: '',
    section: of.section,
    title: item.group ? `${item.group}: ${item.title}` : item.title,
    term: term.text,
    termMeans: describeTerm(term),
    responsible,
    indicator: item.indicator,
    result: item.result,
    certainty: certaintyOf(problems),
    leftOut: false,
    problems,
  };
}
