import type { ModdleElement } from '@opora/engine/compile';

/** What the project has, for checks of references; a list that is absent is not checked. */
export interface Known {
  forms?: string[];
  decisions?: string[];
  processes?: string[];
  roles?: string[];
}

/** How a problem can be mended by the editor, as data. */
export type Fix =
  | { kind: 'default-flow'; element: string; flow: string }
  | { kind: 'create-form'; element: string; form: string }
  | { kind: 'create-decision'; element: string; decision: string }
  | { kind: 'choose-role'; element: string; options: string[] }
  | { kind: 'add-escalation'; element: string; due: string }
  | { kind: 'add-way-back'; element: string; to: string }
  | { kind: 'remove'; element: string }
  | { kind: 'name'; element: string };

/** What a rule tells of an element: values for its text, and how to mend it. */
export interface Finding {
  values?: { [name: string]: string };
  fix?: Fix;
}

type Visit = (
  node: ModdleElement,
  reporter: { report: (id: string, message: string, more?: Finding) => void },
) => boolean | void;

/** A rule of the bpmnlint kind: looks at each element of a file, from top to bottom. */
export interface LintRule {
  check: Visit | { enter?: Visit; leave?: Visit };
}
/** Makes a rule for what the project has. */
export type RuleFactory = (known: Known) => LintRule;

/** A rule of ours: its name, how bad it is, and what it says of one element. */
export interface Rule {
  name: string;
  severity: 'error' | 'warning';
  check(node: ModdleElement, known: Known): Finding | undefined;
}

/** Declares a rule that looks at the elements of one BPMN type (with its subtypes). */
export function defineRule(
  name: string,
  severity: Rule['severity'],
  type: string,
  check: (node: ModdleElement, known: Known) => Finding | undefined,
): Rule {
  return {
    name,
    severity,
    check: (node, known) => (node.$instanceOf(type) ? check(node, known) : undefined),
  };
}

/** Our rule as bpmnlint knows rules; what the project has is its configuration. */
export const lintRule =
  (rule: Rule): RuleFactory =>
  (known) => ({
    check(node, { report }) {
      if (node.id === undefined) return;
      const finding = rule.check(node, known);
      if (finding) report(node.id, rule.name, finding);
    },
  });
