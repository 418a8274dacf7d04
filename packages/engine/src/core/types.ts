/** Any JSON value: what a variable may hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** Variables by name. */
export type Variables = { [name: string]: Json };

/** Who acted: kept in the journal with every act of a person. */
export interface Actor {
  /** Login of the user. */
  user: string;
  /** Role in which the user acted (`committee`, `director`, …). */
  role?: string;
}

/** Number of an element instance inside its case; the case itself (its process scope) is always 1. */
export type ElementInstanceId = number;
/** Number of a wait inside its case. Element instances and waits are numbered from one counter. */
export type WaitId = number;

/** A user task as it is offered to people. Texts are evaluated; dates are ISO 8601 with offset. */
export interface TaskDetails {
  name: string;
  assignee?: string;
  candidateUsers: string[];
  candidateGroups: string[];
  dueDate?: string;
  followUpDate?: string;
  /** 0…100, 50 unless stated. */
  priority: number;
  /** Id of a deployed form (`zeebe:formDefinition formId`) or an outside reference. */
  formId?: string;
  headers: { [key: string]: string };
  vote?: VoteDetails;
}

/** A collegial decision (`opora:vote`) in progress. */
export interface VoteDetails {
  /** Logins that may vote; empty: everybody among the candidates of the task, `size` says how many. */
  voters: string[];
  /** How many votes there can be. */
  size: number;
  /** How many votes are needed for the decision to be valid. */
  quorum: number;
  rule: 'majority' | 'two-thirds' | 'unanimous' | 'first-refusal';
  /** Choices in order; the first is "for". */
  choices: string[];
  outcomeVariable: string;
  secret: boolean;
  /** Votes cast so far, in order. In a secret vote the choice is kept apart from the voter by the screens, not here. */
  cast: { voter: string; choice: string; remark?: string; at: number }[];
}

/** Work for a connector or an outside worker. */
export interface JobDetails {
  type: string;
  /** Attempts left. */
  retries: number;
  /** ISO 8601 duration between attempts. */
  backoff?: string;
  /** ISO 8601 duration an attempt may take. */
  timeout?: string;
  headers: { [key: string]: string };
  /** What the job sees: local variables when there are input mappings, else all visible ones. */
  variables: Variables;
  /** For the job of a listener: the event it listens to (`start`, `end`, `completing`, …). */
  listener?: string;
}

/** A date to wait for. `due` is epoch milliseconds. */
export interface TimerDetails {
  due: number;
  /** How often it fires again after this time; absent: never, -1: for ever. */
  repeat?: number;
  /** ISO 8601 duration or cron text that gives the next date. */
  cycle?: string;
  /** It fires no more after this moment. */
  until?: number;
}

/** A message waited for; a subscription without a correlation key takes any message of its name. */
export interface MessageDetails {
  name: string;
  correlationKey?: string;
}

/** A condition waited for, and what it held the last time. */
export interface ConditionDetails {
  text: string;
  held?: boolean;
  /** Variables of which a change makes it happen; absent: all. */
  names?: string[];
  /** Kinds of change that make it happen; absent: all. */
  events?: string[];
  /** With names or events: it may happen when it is looked at next. */
  due?: true;
}

/** A called process: a case of its own. */
export interface ChildDetails {
  processId: string;
  binding: 'latest' | 'deployment' | 'versionTag';
  versionTag?: string;
  variables: Variables;
  businessKey?: string;
}

/** What an element instance waits for. The kind decides which details there are. */
export type Wait = { id: WaitId; element: ElementInstanceId; node: string } & (
  | { kind: 'task'; task: TaskDetails }
  | { kind: 'job'; job: JobDetails }
  | { kind: 'timer'; timer: TimerDetails }
  | { kind: 'message'; message: MessageDetails }
  | { kind: 'signal'; signal: { name: string } }
  | { kind: 'condition'; condition: ConditionDetails }
  | { kind: 'child'; child: ChildDetails }
);
export type WaitKind = Wait['kind'];

/** Something at which the case stopped and that a person has to look at. */
export interface Incident {
  id: number;
  element: ElementInstanceId;
  node: string;
  /** `expression`, `no-flow`, `job`, `uncaught-error`, `decision`, `mapping`, `timer`, `loop-limit`, … */
  type: string;
  /** What was expected, where, what was found. */
  message: string;
  /** For a failed job or child: the wait that a retry opens anew. */
  wait?: WaitId;
  /** The step of the element's life that a retry takes again. */
  phase: Phase;
}

/** Steps in the life of an element instance; each evaluates all its expressions before it records anything, so each can be retried. */
export type Phase =
  'inputs' | 'starting' | 'subscribe' | 'enter' | 'listening' | 'outputs' | 'ending' | 'leave' | 'wait';

/** What the listener of a user task says about what is to happen to the task. */
export interface ListenerResult {
  /** True: it does not happen; the task stays as it was. */
  denied?: boolean;
  deniedReason?: string;
  /** Changes of the task; an empty text takes a date or the assignee away. */
  corrections?: Partial<
    Pick<
      TaskDetails,
      'assignee' | 'dueDate' | 'followUpDate' | 'priority' | 'candidateUsers' | 'candidateGroups'
    >
  >;
}

/** What happened. `id` makes it idempotent: a stimulus with an id seen before changes nothing. */
export type Stimulus = { id?: string; actor?: Actor; remark?: string; reason?: string } & StimulusKind;
export type StimulusKind =
  | { type: 'complete-task'; wait: WaitId; variables: Variables }
  | { type: 'assign-task'; wait: WaitId; assignee: string | null }
  | {
      type: 'update-task';
      wait: WaitId;
      changes: Partial<
        Pick<TaskDetails, 'dueDate' | 'followUpDate' | 'priority' | 'candidateUsers' | 'candidateGroups'>
      >;
    }
  | { type: 'complete-job'; wait: WaitId; variables: Variables; result?: ListenerResult }
  | { type: 'fail-job'; wait: WaitId; message: string; retries: number }
  | { type: 'throw-error'; wait: WaitId; code: string; message?: string; variables?: Variables }
  | { type: 'throw-escalation'; wait: WaitId; code: string; variables?: Variables }
  | { type: 'fire-timer'; wait: WaitId }
  /** A timer that waits falls due at another time (epoch milliseconds), as when the calendar changes that it was counted by. */
  | { type: 'update-timer'; wait: WaitId; due: number }
  | { type: 'correlate-message'; wait?: WaitId; name: string; correlationKey?: string; variables: Variables }
  | { type: 'broadcast-signal'; wait?: WaitId; name: string; variables: Variables }
  | { type: 'complete-child'; wait: WaitId; variables: Variables }
  | { type: 'fail-child'; wait: WaitId; message: string }
  | { type: 'set-variables'; element?: ElementInstanceId; variables: Variables }
  | { type: 'activate-adhoc'; element: ElementInstanceId; nodes: string[]; variables?: Variables }
  | { type: 'complete-adhoc'; element: ElementInstanceId }
  | { type: 'modify'; activate: { node: string; variables?: Variables }[]; terminate: ElementInstanceId[] }
  | { type: 'retry-incident'; incident: number }
  | { type: 'suspend' }
  | { type: 'resume' }
  | { type: 'cancel' };

/** Why a stimulus was not taken. Nothing has changed then. */
export interface Rejection {
  /** `not-open`, `not-active`, `suspended`, `unknown-element`, `not-a-voter`, `already-voted`, `bad-choice`, `listening`, `cannot-migrate`, `bad-variables`. */
  code: string;
  message: string;
  details?: { node?: string; element?: number; message: string }[];
}

/** What the host must do, in order. Opening and closing a wait of each kind is starting and cancelling a task, job, timer, subscription or child case. */
export type Effect =
  | { type: 'open'; wait: Wait }
  /** `outcome` is `done` where the wait itself came to its end (nothing to cancel), else why it was taken back. */
  | { type: 'close'; wait: WaitId; kind: WaitKind; outcome: WaitOutcome }
  | { type: 'update'; wait: Wait }
  | {
      type: 'publish-message';
      id: number;
      name: string;
      correlationKey?: string;
      variables: Variables;
      timeToLive?: string;
    }
  /** `heardInside`: what waited in the case itself before this number has heard it already. */
  | { type: 'broadcast-signal'; id: number; name: string; variables: Variables; heardInside?: true }
  /** To the calling case, if any: an escalation that does not end this case. */
  | { type: 'escalate'; id: number; code: string; variables: Variables }
  | { type: 'raise-incident'; incident: Incident }
  | { type: 'clear-incident'; incident: number }
  | { type: 'end'; end: CaseEnd };
export type WaitOutcome = 'done' | 'interrupted' | 'cancelled' | 'migrated' | 'modified';

/** How a case ended; `variables` are those of the process scope. A `failed` case threw an error that its caller has to catch. */
export interface CaseEnd {
  status: 'completed' | 'terminated' | 'cancelled' | 'failed';
  variables: Variables;
  error?: { code: string; message?: string };
}

export type CaseStatus = 'active' | 'suspended' | CaseEnd['status'];

/** One numbered line of the journal; the state is the sum of these. `at` is epoch milliseconds. */
export type JournalEntry = { n: number; at: number } & Fact;
export type Fact =
  | {
      kind: 'case.started';
      processId: string;
      modelHash: string;
      semantics: number;
      businessKey?: string;
      called?: boolean;
      timeZone: string;
    }
  /** Opens the step of a stimulus: who did what; everything up to the next one follows from it. */
  | {
      kind: 'stimulus';
      stimulus: StimulusKind['type'] | 'start' | 'migrate';
      id?: string;
      actor?: Actor;
      remark?: string;
      reason?: string;
      wait?: WaitId;
    }
  | {
      kind: 'element.activated';
      element: ElementInstanceId;
      node: string;
      scope: ElementInstanceId;
      flow?: string;
      index?: number;
      iteration?: boolean;
    }
  | { kind: 'element.completed'; element: ElementInstanceId; node: string; scope: ElementInstanceId }
  | {
      kind: 'element.terminated';
      element: ElementInstanceId;
      node: string;
      scope: ElementInstanceId;
      reason: string;
    }
  /** Private state of an element instance (merged by key; null removes). */
  | { kind: 'element.data'; element: ElementInstanceId; data: Variables }
  | { kind: 'flow.taken'; flow: string; node: string; scope: ElementInstanceId }
  /** A token reached a node that gathers tokens and waits there on this flow. */
  | { kind: 'token.arrived'; flow: string; node: string; scope: ElementInstanceId }
  /** Tokens that a gathering node took: how many per flow. */
  | { kind: 'tokens.taken'; node: string; scope: ElementInstanceId; flows: { [flow: string]: number } }
  | { kind: 'variables.set'; element: ElementInstanceId; values: Variables }
  | { kind: 'wait.opened'; wait: Wait }
  | { kind: 'wait.updated'; wait: Wait }
  | {
      kind: 'wait.closed';
      wait: WaitId;
      waitKind: WaitKind;
      element: ElementInstanceId;
      node: string;
      outcome: WaitOutcome;
      /** Whose act this is, where listeners held it and the step is that of the last of them. */
      by?: Actor;
      remark?: string;
    }
  | { kind: 'message.published'; id: number; node: string; name: string; correlationKey?: string }
  | { kind: 'signal.broadcast'; id: number; node: string; name: string }
  | { kind: 'escalation.thrown'; id: number; node: string; code: string }
  | { kind: 'incident.raised'; incident: Incident }
  | { kind: 'incident.resolved'; incident: number }
  /** Came while the case was suspended; it is taken when the case is resumed. */
  | { kind: 'stimulus.deferred'; stimulus: Stimulus }
  | { kind: 'warning'; node?: string; message: string }
  | { kind: 'case.suspended' }
  | { kind: 'case.resumed' }
  | {
      kind: 'case.migrated';
      processId: string;
      modelHash: string;
      mapping: { [from: string]: string };
      /** Absent in journals of cases that kept number 1. */
      semantics?: number;
    }
  | { kind: 'case.ended'; status: CaseEnd['status']; error?: CaseEnd['error'] };

/** A running element. The process scope is instance 1, with scope 0. */
export interface ElementInstance {
  id: ElementInstanceId;
  node: string;
  scope: ElementInstanceId;
  /** Number of live children; a scope without any completes. */
  children: number;
  /** Own variables, if any. */
  variables?: Variables;
  /** Tokens waiting at gathering nodes of this scope: node → flow → count. */
  tokens?: { [node: string]: { [flow: string]: number } };
  /** Live children by node: node → count. */
  at?: { [node: string]: number };
  /** Open waits of this element, by number. */
  waits?: WaitId[];
  /** Index in a multi-instance or loop (from 1). */
  index?: number;
  /** True for one run of a multi-instance or loop body (its parent has the same node). */
  iteration?: boolean;
  /** Private state of the element. */
  data?: Variables;
  since: number;
}

/**
 * A map by number, in pages of 32: changing one entry copies one page and the page list, so old states stay whole
 * and a step costs the same with ten entries as with thousands.
 */
export type Table<T> = { [page: string]: { [id: string]: T } };

/** The whole state of a case as plain JSON. Never changed in place: a step gives a new one that shares what did not change. */
export interface CaseState {
  processId: string;
  modelHash: string;
  semantics: number;
  status: CaseStatus;
  businessKey?: string;
  /** Number of the last journal entry. */
  number: number;
  /** Last number given to an element instance, wait, incident or publication. */
  lastId: number;
  /** Epoch milliseconds of the last step. */
  now: number;
  elements: Table<ElementInstance>;
  waits: Table<Wait>;
  incidents: { [id: string]: Incident };
  /** True when another case called this one: what nobody catches here goes to the caller. */
  called?: boolean;
  /** IANA time zone of dates without an offset and of `now()`. */
  timeZone: string;
  /** Numbers of open waits for a condition. */
  conditions?: WaitId[];
  /** What came while the case was suspended. */
  deferred?: Stimulus[];
  /** Ids of the last stimuli, oldest first, at most 256. */
  recent: string[];
  error?: CaseEnd['error'];
}

export interface Step {
  state: CaseState;
  effects: Effect[];
  journal: JournalEntry[];
  /** Present when the stimulus was refused; then state is the old one and the lists are empty. */
  rejected?: Rejection;
  /** True when the id of the stimulus had been seen; nothing happened again. */
  repeated?: boolean;
}

/** How a case begins. */
export interface StartInput {
  variables: Variables;
  businessKey?: string;
  /** True when a call activity starts it. */
  called?: boolean;
  /** IANA name, `UTC` unless stated. */
  timeZone?: string;
  /** Which start event: by default the none start event; a message or signal start names its node. */
  startNode?: string;
  actor?: Actor;
  id?: string;
}
