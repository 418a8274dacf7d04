/** A FEEL expression (without the leading `=`) or a fixed text. */
export type Expression = { feel: string } | { text: string };

export interface Mapping {
  source: Expression;
  target: string;
}

/** What an event reacts to or does. */
export type Trigger =
  | { kind: 'none' }
  | {
      kind: 'message';
      name: Expression;
      correlationKey?: Expression;
      timeToLive?: Expression;
      messageRef?: string;
    }
  | { kind: 'signal'; name: Expression }
  | { kind: 'timer'; date?: Expression; duration?: Expression; cycle?: Expression }
  | { kind: 'error'; code?: Expression; codeVariable?: string; messageVariable?: string }
  | { kind: 'escalation'; code?: Expression; codeVariable?: string }
  | { kind: 'conditional'; condition: Expression; variableNames?: Expression; variableEvents?: string[] }
  | { kind: 'compensation'; activity?: string; wait: boolean }
  | { kind: 'link'; name: string; target?: string }
  | { kind: 'cancel' }
  | { kind: 'terminate' };

export interface MultiInstance {
  kind: 'multi-instance';
  sequential: boolean;
  cardinality?: Expression;
  collection?: Expression;
  inputElement?: string;
  outputCollection?: string;
  outputElement?: Expression;
  completionCondition?: Expression;
  /** Events thrown while instances complete (BPMN `behavior` None, One, Complex). */
  events?: MultiInstanceEvent[];
}

/** Thrown when the first instance completes, or each one does, or each one for which the condition holds. */
export interface MultiInstanceEvent {
  when: 'first' | 'each';
  condition?: Expression;
  trigger: Trigger;
}

export interface StandardLoop {
  kind: 'loop';
  condition?: Expression;
  testBefore: boolean;
  maximum?: number;
}

export interface ModelFlow {
  id: string;
  name?: string;
  source: string;
  target: string;
  condition?: Expression;
}

/** One flow node, or the process itself, with all that the engine needs to run it. */
export interface ModelNode {
  id: string;
  /** BPMN type, e.g. `bpmn:UserTask`. */
  type: string;
  name?: string;
  /** Id of the subprocess or process that contains it; absent for the process. */
  scope?: string;
  /** Lane it lies in, by name. */
  lane?: string;
  incoming: string[];
  outgoing: string[];
  defaultFlow?: string;
  /** For scopes: contained nodes in document order. */
  children?: string[];
  /** Boundary events attached to it. */
  boundary?: string[];
  attachedTo?: string;
  /** Boundary and event-subprocess start events: does it end what it is attached to. */
  interrupting?: boolean;
  /** True for a subprocess with `triggeredByEvent`. */
  eventSubprocess?: boolean;
  /** Event definitions; several for multiple events. */
  triggers?: Trigger[];
  /** All of its events have to happen; at an event-based gateway: it is parallel. */
  parallelMultiple?: boolean;
  /** Variables that results are meant for, by the names that the task gives them. */
  results?: { from: string; to: string }[];
  instantiate?: boolean;
  marker?: MultiInstance | StandardLoop;
  /** Tokens that an activity needs to start, and gives on each flow when it completes, where that is not one. */
  startQuantity?: number;
  completionQuantity?: number;
  forCompensation?: boolean;
  /** For an activity with a compensation boundary event: the handler. */
  compensatedBy?: string;
  inputs?: Mapping[];
  outputs?: Mapping[];
  /** Static headers for jobs and tasks (`zeebe:taskHeaders`). */
  headers?: { [key: string]: string };
  /** Element-specific part, read by the element's own file. */
  task?: {
    assignee?: Expression;
    candidateUsers?: Expression;
    candidateGroups?: Expression;
    dueDate?: Expression;
    followUpDate?: Expression;
    priority?: Expression;
    formId?: string;
    /** Which version of the form, where it is not the latest. */
    formBinding?: { type: 'deployment' | 'versionTag'; versionTag?: string };
    vote?: { [key: string]: Expression };
  };
  /** The form that a person who starts a case fills in. */
  startForm?: string;
  job?: { type: Expression; retries?: Expression; backoff?: Expression; timeout?: Expression };
  script?: { expression: Expression; resultVariable: string };
  decision?: {
    decisionId: Expression;
    resultVariable: string;
    binding: 'latest' | 'deployment' | 'versionTag';
    versionTag?: string;
  };
  called?: {
    processId: Expression;
    binding: 'latest' | 'deployment' | 'versionTag';
    versionTag?: string;
    /** Business key of the called case. */
    businessKey?: Expression;
    propagateAllParent: boolean;
    propagateAllChild: boolean;
  };
  adhoc?: {
    sequential: boolean;
    completionCondition?: Expression;
    cancelRemaining: boolean;
    activeElements?: Expression;
    /** Variable that collects an output of each flow inside, in the order in which they end. */
    outputCollection?: string;
    outputElement?: Expression;
  };
  activationCondition?: Expression;
  /** Jobs told of events in its life, in order: `start` and `end`, or events of a user task (`task` is true). */
  listeners?: {
    event: string;
    type: Expression;
    retries?: Expression;
    headers?: { [key: string]: string };
    task?: true;
  }[];
  documentation?: string;
}

/** How cases of a process can be started from outside, for the host to subscribe to. */
export interface StartDefinition {
  node: string;
  trigger: Trigger;
}

/** A compiled process: plain JSON, named by its hash. */
export interface Model {
  format: 1;
  /** Number of the meaning of the elements (design 2.9). */
  semantics: number;
  hash: string;
  processId: string;
  name?: string;
  versionTag?: string;
  nodes: { [id: string]: ModelNode };
  flows: { [id: string]: ModelFlow };
  starts: StartDefinition[];
  /** Ids of forms, decisions and processes named by fixed texts. */
  references: {
    forms: string[];
    decisions: string[];
    processes: string[];
    groups: string[];
    jobTypes: string[];
  };
}

/** What is wrong with a file, and where. */
export interface Problem {
  /** Absent where the whole file is meant. */
  elementId?: string;
  elementType?: string;
  /** Short name of the rule, e.g. `unsupported-element`, `no-outgoing`, `bad-feel`, `xml`. */
  rule: string;
  message: string;
  severity: 'error' | 'warning';
  line?: number;
}
