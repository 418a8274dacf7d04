import type { DocumentValues } from './field.ts';

/** A school as documents speak of it. */
export interface SchoolFacts {
  name: string;
  shortName: string;
  address: string | null;
  status: string;
  director: string | null;
}

/** What the system knows when it makes a document; the store reads it. */
export interface DocumentFacts {
  district: string;
  authority: string | null;
  place: string | null;
  basis: { kind: string; number: string; date: string; title: string } | null;
  signatory: { name: string; post: string } | null;
  school: SchoolFacts | null;
  partner: SchoolFacts | null;
  list: {
    method: string | null;
    year: number | null;
    schools: { name: string; status: string | null; reasons: string[] }[];
  };
  pairs: { school: string; partner: string; district: string; from: string; to: string | null }[];
  measures: { number: string; title: string; term: string; responsible: string[]; result: string }[];
  votes: {
    question: string;
    outcome: string | null;
    counts: { [choice: string]: number };
    voters: { name: string; role: string }[];
  }[];
}

/** Variables of cases that documents are filled with. */
export const documentVariables = [
  'riskProfile',
  'swot',
  'diagnosisMemo',
  'reviews',
  'jointPlan',
  'agreement',
  'partner',
] as const;

/** Where the values of a document come from. */
export interface DocumentSource {
  facts: DocumentFacts;
  /** Variables of the case that asks for it; empty where a person does. */
  variables: { [name: string]: unknown };
  /** What a person wrote; it wins. */
  given: DocumentValues;
}
