import type {
  CaseState,
  CaseStatus,
  JournalEntry,
  MigrationPlan,
  Model,
  Rejection,
  StartInput,
  Stimulus,
  Variables,
  WaitId,
} from '@opora/engine';
import type { RunLimits } from './hand-over.ts';

/** What a case is about: decides who may see it and how it is found in Temporal. */
export interface Subject {
  schoolId?: string;
  districtId?: string;
  stage?: string;
}

/** The wait of another case that this case answers. */
export interface ParentLink {
  caseId: string;
  wait: WaitId;
}

/** What the read model has to know about a case besides its journal; fixed at its start. */
export interface CaseInfo {
  caseId: string;
  processId: string;
  /** Number of the deployed version. */
  version: number;
  modelHash: string;
  rootCaseId: string;
  parent?: ParentLink;
  subject: Subject;
  title?: string;
  businessKey?: string;
  startedBy?: string;
}

/** First argument of the workflow; the second is the model, apart, so that the codec stores it once. A child case names its call instead of a model and finds the model by an activity. */
export interface CaseInput extends RunLimits {
  caseId: string;
  rootCaseId: string;
  parent?: ParentLink;
  subject: Subject;
  title?: string;
  start: StartInput;
  /** The deployed version that runs; absent in a child case, which then has `call`. */
  version?: number;
  /** True where the starter waits for the first rest and writes its journal into the read model itself. */
  awaited?: boolean;
  call?: ProcessCall;
  /** Present after continue-as-new. */
  carried?: Carried;
}

/** What starts a case from outside: the input together with its model. */
export type StartCase = CaseInput & { version: number; model: Model };

/** What a workflow run hands to the next run of the same case. */
export interface Carried {
  state: CaseState;
  info: CaseInfo;
  /** Entries that the read model has not acknowledged. */
  journal: JournalEntry[];
  /** Number of the last entry before `journal`. */
  acknowledged: number;
}

/** Which version of which process a call activity means. */
export interface ProcessCall {
  processId: string;
  binding: 'latest' | 'deployment' | 'versionTag';
  versionTag?: string;
  /** Model of the calling case. */
  callerHash: string;
  /** Version of the calling case: its deployment decides for the binding `deployment`. Absent in calls made before 0.2. */
  caller?: { processId: string; version: number };
}

/** A deployed process version, ready to run. */
export interface ResolvedProcess {
  version: number;
  model: Model;
}

/** Carries a case over to another version of its process; the version itself travels beside it. */
export type Migration = MigrationPlan & { type: 'migrate' };

/** What the outside hands to a case: a stimulus of the engine, or the wish to carry the case over. */
export type CaseStimulus = Stimulus | Migration;

/**
 * First argument of the Update `stimulus`: what happened, and the last journal number that the read model has committed.
 * The second argument is the target version (`ResolvedProcess`) of a migration: apart, so that the codec stores the model once.
 */
export interface StimulusRequest {
  stimulus: CaseStimulus;
  after: number;
}

/** Answer of the Updates `stimulus` and `rest` and of the query `journal`. */
export interface CaseAnswer {
  state: CaseStatus;
  /** Entries after the number that was asked for, without gaps. */
  journal: JournalEntry[];
  /** True where the stimulus had been taken before and nothing happened again. */
  repeated?: boolean;
  /** Present when the stimulus was refused and nothing changed. */
  rejected?: Rejection;
}

/** Answer of the query `progress`. */
export interface CaseProgress extends CaseAnswer {
  /** Nothing is under way: no connector, no message to another case, nothing to be written. */
  idle: boolean;
  /** The case has ended. */
  ended: boolean;
}

/** A message that a case throws. `id` is its number inside the case, so publishing twice is seen. */
export interface Publication {
  kind: 'message' | 'signal';
  id: number;
  name: string;
  correlationKey?: string;
  variables: Variables;
  /** What waited in the throwing case before this number has heard it already; signals only. */
  heardInside?: boolean;
  /** ISO 8601 duration; messages only. */
  timeToLive?: string;
}

/** A job as a connector sees it. */
export interface ConnectorJob {
  /** Outside id of the job: stable over attempts, so a connector can recognize a repetition. */
  id: string;
  caseId: string;
  rootCaseId: string;
  processId: string;
  version: number;
  modelHash: string;
  subject: Subject;
  node: string;
  type: string;
  headers: { [key: string]: string };
  variables: Variables;
  /** Workflow time in epoch milliseconds: what `now()` means to the job. */
  now: number;
  /** IANA time zone of the case. */
  timeZone: string;
}

/** How a connector's attempt ended when it did not fail. */
export type ConnectorResult =
  | { kind: 'completed'; variables: Variables }
  | { kind: 'error'; code: string; message?: string; variables?: Variables };

/** A timer start event and when it happens (epoch milliseconds). */
export interface TimerStartInput {
  processId: string;
  node: string;
  /** Which of several triggers of the event it is. */
  ordinal: number;
  due: number;
}

/** Activities of timer start events. */
export interface StartActivities {
  /** Begins the case of a timer start event, once. */
  fireTimerStart(input: TimerStartInput): Promise<void>;
}

/** Argument of the workflow of a batch. */
export interface BatchInput {
  batchId: string;
  /** True after continue-as-new of a paused batch. */
  paused?: boolean;
  /** Steps after which a run hands over to the next; 200 unless stated. */
  stepsPerRun?: number;
}

/** What a person may do with a batch under way. */
export type BatchSteering = 'pause' | 'resume' | 'cancel';

/** How far a batch is, as its workflow has to know. */
export interface BatchStanding {
  state: 'pending' | 'running' | 'paused' | 'completed' | 'cancelled';
  /** Cases whose turn has not come or whose outcome is open. */
  left: number;
}

/** Activities of batches. */
export interface BatchActivities {
  /** Acts on cases for a while: until the batch is paused or over, or about half a minute. Idempotent. */
  advanceBatch(batchId: string): Promise<BatchStanding>;
  /** Writes down the wish of a person. Idempotent. */
  steerBatch(batchId: string, act: BatchSteering): Promise<BatchStanding['state']>;
}

/** Activities of every worker, by name. */
export interface CaseActivities {
  /** Finds the deployed version that a call means. */
  resolveProcess(call: ProcessCall): Promise<ResolvedProcess>;
  /** Writes journal entries into the read model and publishes what the case threw. Idempotent. */
  project(request: ProjectRequest): Promise<void>;
  /** Runs one attempt of a job by its built-in connector. */
  runConnector(job: ConnectorJob): Promise<ConnectorResult>;
}

/** Arguments of the activity `project`. */
export interface ProjectRequest {
  info: CaseInfo;
  entries: JournalEntry[];
  publications: Publication[];
}
