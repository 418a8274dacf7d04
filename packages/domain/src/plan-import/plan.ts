import { type Term, type TermContext } from '../terms/index.ts';
import { type PlanProblem } from './raw-table.ts';

/** A part of a measure in a row without a number of its own. */
export interface ImportedItem {
  title: string;
  /** Heading between the parts, as «РМО учителей математики». */
  group?: string;
  term: Term;
  responsible: string[];
  indicator: string;
  result: string;
  place: string;
}

/** One measure of an imported plan; fields the document leaves empty are empty. */
export interface ImportedMeasure {
  number: string;
  /** Headings it stands under, from the outermost, parted by « / ». */
  section: string;
  title: string;
  term: Term;
  responsible: string[];
  indicator: string;
  result: string;
  items: ImportedItem[];
  problems: PlanProblem[];
  /** How surely the row was read as a whole. */
  certainty: 'read' | 'doubtful';
  /** Which of `tables` it comes from, counted from 0. */
  table: number;
  place: string;
}

/** A table that was read as a plan. */
export interface ImportedTable {
  title: string;
  place: string;
  columns: { kind: string; name: string }[];
  measures: number;
}

/** How much was read with what certainty. */
export interface ImportReport {
  measures: number;
  items: number;
  doubtful: number;
  terms: { read: number; doubtful: number; unreadable: number; empty: number };
  /** Measures with somebody responsible, and without. */
  responsible: { found: number; empty: number };
}

/** An imported plan: its measures, what is wrong, and how surely it was read. */
export interface ImportedPlan {
  measures: ImportedMeasure[];
  problems: PlanProblem[];
  tables: ImportedTable[];
  /** The years that terms without a year were taken from. */
  period?: { from: string; to: string; source: 'given' | 'document'; text: string };
  report: ImportReport;
}

/** What helps to read a plan; without a period the document's own title is asked. */
export type PlanContext = TermContext;
