import type {
  CaseState,
  DecisionModel,
  JournalEntry,
  Model,
  Rejection,
  StimulusKind,
  Variables,
} from '@opora/engine';

/** A case as a host sees it. */
export interface CaseView {
  id: string;
  model: Model;
  state: CaseState;
  journal: JournalEntry[];
  /** The case that called it. */
  parent?: string;
}

/** Somewhere processes run: every act comes back when all that follows from it has come to rest. */
export interface ConformanceHost {
  /** Cases in the order in which they were started. */
  cases(): CaseView[];
  start(processId: string, variables: Variables): Promise<Rejection | undefined>;
  give(caseId: string, stimulus: StimulusKind): Promise<Rejection | undefined>;
  /** A message to the oldest subscription, else to a message start event, else to nobody. */
  message(name: string, variables: Variables): Promise<void>;
  signal(name: string, variables: Variables): Promise<void>;
  /** Moves the clock on by an ISO 8601 duration. */
  advance(duration: string): Promise<void>;
  /** Moves the clock to an ISO 8601 date. */
  advanceTo(date: string): Promise<void>;
  /** Takes everything down that still runs. */
  close(): Promise<void>;
}

/** What is deployed for one conformance case. */
export interface Deployment {
  models: Model[];
  decisions: DecisionModel[];
}

/** Makes a host for one conformance case. */
export type OpenHost = (deployment: Deployment) => Promise<ConformanceHost>;

/** A host cannot play a case; the message says why. The case is skipped there. */
export class CannotPlay extends Error {}
