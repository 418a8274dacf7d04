import type { PlanRow } from '@opora/contracts';
import { describeTerm } from '@opora/domain';
import type { ImportedPlan } from '@opora/domain/plan-import';

/** What is kept of a plan until it is confirmed. */
export interface KeptPlan {
  title: string;
  period: { from: string; to: string } | null;
  rows: PlanRow[];
  problems: string[];
}

/** A plan as a person looks through it before it becomes a roadmap; without a title of its own it is called as its file. */
export function keepPlan(plan: ImportedPlan, fileName: string): KeptPlan {
  const period = plan.period ? { from: plan.period.from, to: plan.period.to } : null;
  return {
    title: plan.tables.find(({ title }) => title)?.title ?? fileName.replace(/\.[^.]+$/, ''),
    period,
    problems: plan.problems.map(({ message }) => message),
    rows: plan.measures.map((measure) => ({
      number: measure.number,
      section: measure.section,
      title: measure.title,
      term: measure.term.text,
      termMeans: describeTerm(measure.term),
      responsible: measure.responsible,
      indicator: measure.indicator,
      result: measure.result,
      items: measure.items.map(({ group, title }) => (group ? `${group}: ${title}` : title)),
      certainty: measure.certainty,
      leftOut: false,
      problems: measure.problems.map(({ code, severity, message, column, suggestion }) => ({
        code,
        severity,
        message,
        column: column ?? null,
        suggestion: suggestion ?? null,
      })),
    })),
  };
}
