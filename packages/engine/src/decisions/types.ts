import type { Json } from '../core/types.ts';

/** Hit policies by the letters of DMN (section 8.2.10). */
export type HitPolicy = 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#';

/** Name and type of a variable, parameter, entry or column. */
export interface Named {
  name: string;
  /** Name of a FEEL type or of an item definition. */
  type?: string;
}

/** A type that the model defines. */
export interface ItemType {
  name: string;
  collection: boolean;
  /** Type that this one is or collects. */
  base?: string;
  components?: ItemType[];
  /** Unary tests that a value (each item of a collection) has to pass. */
  allowed?: string;
  /** Unary tests on the whole value (DMN 1.5). */
  constraint?: string;
}

/** A column that a decision table asks. */
export interface TableInput {
  id: string;
  label?: string;
  expression: string;
  type?: string;
  /** Unary tests that the value has to pass. */
  allowed?: string;
}

/** A column that a decision table answers. */
export interface TableOutput extends Partial<Named> {
  id: string;
  label?: string;
  /** Allowed values, highest priority first. */
  allowed?: string;
  default?: string;
}

/** A line of a decision table. */
export interface TableRule {
  id: string;
  inputs: string[];
  outputs: string[];
}

/** A boxed expression (DMN 1.5 sections 7.3 and 8). `id` is that of its XML element, for messages. */
export type Boxed = { id: string; type?: string } & (
  | { kind: 'literal'; text: string }
  | { kind: 'table'; hitPolicy: HitPolicy; inputs: TableInput[]; outputs: TableOutput[]; rules: TableRule[] }
  | { kind: 'context'; entries: (Named & { value: Boxed })[]; result?: Boxed }
  | { kind: 'invocation'; called: Boxed; bindings: (Named & { value?: Boxed })[] }
  | { kind: 'function'; parameters: Named[]; body?: Boxed; language: string }
  | { kind: 'relation'; columns: Named[]; rows: Boxed[][] }
  | { kind: 'list'; items: Boxed[] }
  | { kind: 'conditional'; if: Boxed; then: Boxed; else: Boxed }
  | { kind: 'for' | 'some' | 'every'; variable: string; in: Boxed; body: Boxed }
  | { kind: 'filter'; in: Boxed; match: Boxed }
);

/** A decision with what it requires, by id. */
export interface DecisionNode {
  id: string;
  name: string;
  /** `zeebe:versionTag`, by which a task may call this version. */
  versionTag?: string;
  variable: Named;
  inputs: string[];
  decisions: string[];
  knowledge: string[];
  logic?: Boxed;
}

/** A function that decisions use: a business knowledge model. */
export interface KnowledgeNode {
  id: string;
  name: string;
  variable: Named;
  knowledge: string[];
  logic?: Boxed;
}

/** Decisions offered together as one function: a decision service. */
export interface ServiceNode {
  id: string;
  name: string;
  variable: Named;
  outputs: string[];
  inputDecisions: string[];
  inputs: string[];
}

/** Another DMN file whose elements are known under a name (DMN 1.5 section 6.3.3). */
export interface DecisionImport {
  /** Name before the dot in expressions; empty: its elements are known as they are. */
  name: string;
  namespace: string;
  model: DecisionModel;
}

/**
 * A compiled DMN file: plain JSON. Everything in it is named by the ids of the XML, what it requires of an imported
 * file by `namespace#id`.
 */
export interface DecisionModel {
  format: 1;
  id: string;
  name: string;
  namespace: string;
  imports?: DecisionImport[];
  types: ItemType[];
  inputs: { [id: string]: { id: string; name: string; variable: Named } };
  decisions: { [id: string]: DecisionNode };
  knowledge: { [id: string]: KnowledgeNode };
  services: { [id: string]: ServiceNode };
}

/** What is wrong with a DMN file, and where. */
export interface DecisionDefect {
  /** Id of the XML element, where it has one. */
  elementId?: string;
  elementType?: string;
  /** Short name of the rule, e.g. `bad-feel`, `unknown-hit-policy`, `circular-requirement`, `xml`. */
  rule: string;
  message: string;
  severity: 'error' | 'warning';
  /** Id and name of the decision or knowledge model that it lies in. */
  decisionId?: string;
  /** Line of the table, from 1. */
  ruleIndex?: number;
  /** Label, name or expression of the column. */
  column?: string;
}

/** What went wrong while deciding, and where. */
export interface DecisionProblem {
  decisionId: string;
  decisionName: string;
  /** `input-type`, `input-value`, `output-type`, `hit-policy`, `expression`, `unknown-decision`, `no-logic`. */
  code: string;
  message: string;
  /** Errors made a result null; warnings say why a part of it may be null. */
  severity: 'error' | 'warning';
  ruleIndex?: number;
  ruleId?: string;
  /** Label, name or expression of the column. */
  column?: string;
}

/** A line of a table that matched: the reason for a result. */
export interface MatchedRule {
  decisionId: string;
  /** Id of the table, which may be part of a larger expression or of a knowledge model. */
  tableId: string;
  /** Line of the table, from 1. */
  ruleIndex: number;
  ruleId: string;
  /** Values of the table's input columns, in order. */
  inputs: Json[];
  /** Values of the output columns by name (`output` where the only one has none). */
  outputs: { [name: string]: Json };
}

/** One table or decision that was evaluated on the way, in order. */
export interface EvaluatedDecision {
  decisionId: string;
  decisionName: string;
  /** Values of the input columns of the decision's table, if its logic is one, with what the columns ask. */
  inputs: { id: string; label: string; value: Json }[];
  output: Json;
}

/** What was decided, and why. */
export interface DecisionResult {
  result: Json;
  matchedRules: MatchedRule[];
  /** All decisions that took part, required ones first. */
  evaluated: EvaluatedDecision[];
  problems: DecisionProblem[];
}
