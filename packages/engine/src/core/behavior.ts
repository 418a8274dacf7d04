import type { ModelNode, Trigger } from '../model/types.ts';
import type { Prepared, PreparedNode } from './prepared.ts';
import type { Run } from './run.ts';
import type { Listening } from './listeners.ts';
import type { CaseState, Json, Rejection, Stimulus, TaskDetails, Variables, Wait } from './types.ts';
import type { Visit } from './visit.ts';

/** What a check of a node finds: a rule's short name and a sentence; `warning` unless it hinders running. */
export interface Finding {
  rule: string;
  message: string;
  severity?: 'error' | 'warning';
}

/** What a check may look at besides the node. */
export interface CheckContext {
  node(id: string): ModelNode | undefined;
  /** The node to which an outgoing flow leads. */
  target(flow: string): ModelNode | undefined;
}

/** How a node gathers tokens before it is entered: a gateway with several incoming flows, an activity that needs several tokens. */
export interface Gathering {
  /**
   * Which of the waiting tokens (flow → count) make the node start, if they suffice.
   * `atRest` is true when nothing else can move in this step; `canArrive` says whether a token elsewhere in the
   * scope can still reach an empty incoming flow (BPMN 2.0.2, 13.4.3).
   */
  ready(node: ModelNode, tokens: { [flow: string]: number }, view: GatheringView): Gathered | undefined;
}
export interface Gathered {
  /** Tokens that are used up: flow → count. */
  take: { [flow: string]: number };
  /** False when the tokens are used up without starting the node. */
  enter?: boolean;
  /** What the node keeps in mind in this scope until the next time; null forgets. */
  memory?: Json;
}
export interface GatheringView {
  atRest: boolean;
  memory: Json | undefined;
  canArrive(): boolean;
  /** Does the expression hold in the scope, with these extra variables? */
  holds(expression: NonNullable<ModelNode['activationCondition']>, extra: Variables): boolean;
}

/** One BPMN element: the verbs the engine calls in the life of an instance. Absent verbs mean the ordinary way. */
export interface ElementBehavior {
  readonly type: string;
  /** What hinders running the node, found at compile time. */
  check?(node: ModelNode, context: CheckContext): Finding[];
  /** Starts its work: completes at once, or opens what it waits for. */
  enter(visit: Visit): void;
  /** One of its own waits came to its end. Closes it and goes on, unless more is needed. */
  resume?(visit: Visit, wait: Wait, variables: Variables, stimulus: Stimulus): void;
  /** Why a stimulus for one of its waits cannot be taken now. */
  refuses?(state: CaseState, node: ModelNode, wait: Wait, stimulus: Stimulus): Rejection | undefined;
  /** An event that it stands for happened while another instance waited for it (boundary, event subprocess, event gateway). */
  caught?(run: Run, wait: Wait, variables: Variables): void;
  /** Its last child ended (scopes only); ordinary: it completes. */
  emptied?(visit: Visit): void;
  /**
   * One of its children is about to complete, `isLast` when no flow leads on from it: reads what that comes to and gives what
   * follows once it has completed.
   */
  childEnding?(visit: Visit, child: Visit, isLast: boolean): () => void;
  /** A task of it is to change: true when the element sees to it, after its listeners. */
  changing?(visit: Visit, wait: Wait, event: string, task: TaskDetails): boolean;
  /** One of its own listeners did its work: what they are about from now on, or that it was denied. */
  heard?(visit: Visit, listening: Listening, stimulus: Stimulus): Listening | 'denied';
  /** Lets the next of its own listeners work, or does what they were about. */
  listening?(visit: Visit): void;
  /** A terminate end event in it ended everything else; ordinary: it completes when nothing is left in it. */
  terminated?(visit: Visit): void;
  /** How it ends; ordinary: it takes its outgoing flows. */
  leaves?(visit: Visit): void;
  /** Something that this instance started elsewhere has ended (see `tells` in its private state). */
  told?(visit: Visit): void;
  /** A cancel end event inside it was reached (transactions only). */
  cancelled?(visit: Visit): void;
  /** What is to be heard, and about what, before an instance that is taken down from outside is gone. */
  parting?(visit: Visit): { event: string; about: Variables } | undefined;
  /** Has the other side of the wait to come to its end before an instance that is taken down is gone? */
  outlasts?(wait: Wait): boolean;
  /** Everything that was taken down in it, on its own behalf, is gone. */
  cleared?(visit: Visit): void;
  /** True for elements that contain others and have variables of their own. */
  readonly isScope?: boolean;
  /** True for elements at which a scope begins. */
  readonly isStart?: boolean;
  /** May a scope without start events begin at this node, when no flow leads to it? Ordinary: yes. */
  begins?(node: ModelNode): boolean;
  /** A scope began at a node behind it: starts what begins beside that one. */
  begun?(run: Run, scope: number, node: PreparedNode, first: PreparedNode): void;
  /** Nodes from which a token comes here without a sequence flow, e.g. from a link event. */
  comesFrom?(node: ModelNode, prepared: Prepared): string[];
  readonly gathering?: Gathering;
}

/** A marker runs an element several times; it wraps the element from outside. */
export interface MarkerBehavior {
  /** Starts the body: spawns the first iterations or completes at once. */
  enter(visit: Visit): void;
  /** An iteration is about to complete: reads its results and gives what follows once it has. */
  iterated(body: Visit, iteration: Visit): () => void;
  /** The iterations that it gave up are gone. */
  cleared?(body: Visit): void;
  /** True when the number of runs is fixed at the start, so that it cannot go round for ever. */
  readonly isBounded?: boolean;
}

/** What an event does, by the kind of its definition. */
export interface TriggerBehavior<T extends Trigger = Trigger> {
  /** What has to be waited for, evaluated at the visited instance; absent: the event is found by search when it is thrown. */
  wait?(visit: Visit, trigger: T): WaitSpec;
  /** Does it and says whether the instance may complete now. */
  throw?(visit: Visit, trigger: T): 'complete' | 'stays';
  /** Opens it again after it fired without interrupting; absent: it simply stays open. */
  again?(visit: Visit, wait: Wait): WaitSpec | undefined;
  check?(trigger: T, node: ModelNode): Finding[];
}

type Distribute<T> = T extends { id: number; element: number; node: string }
  ? Omit<T, 'id' | 'element' | 'node'>
  : never;
/** A wait without its numbers. */
export type WaitSpec = Distribute<Wait>;

/** Thrown inside a phase of an instance; becomes an incident in one place. */
export class Failure extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** Fixes the type of an element's behavior and names it. */
export const defineElement = (type: string, verbs: Omit<ElementBehavior, 'type'>): ElementBehavior => ({
  type,
  ...verbs,
});

/** A value as text, as correlation keys and names need it. */
export const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
