import {
  problemsOf,
  readTree,
  readXml,
  type ModdleElement,
  type Problem,
  type Tree,
} from '@opora/engine/compile';
import { lint } from './lint.ts';
import { noteFlows } from './moddle.ts';
import { lintRule, type Fix, type Known, type RuleFactory } from './rule.ts';
import { rules } from './rules/index.ts';

/** A diagram that has been read already (`readXml`, `treeReader`). */
export type DiagramRead = Awaited<ReturnType<typeof readXml>>;

/** What is wrong with a diagram, where, and how it can be mended. */
export interface DiagramProblem {
  elementId?: string;
  rule: string;
  severity: 'error' | 'warning';
  values: { [name: string]: string };
  /** What the engine or the rule said, in English. */
  message: string;
  fix?: Fix;
  line?: number;
}

const severities = new Map(rules.map(({ name, severity }) => [name, severity]));
const own: { [name: string]: RuleFactory } = Object.fromEntries(
  rules.map((rule) => [rule.name, lintRule(rule)]),
);

/**
 * Everything that is wrong or unwise in a diagram, a file, one that is being drawn or one that has been read: the engine's own
 * problems, those of our rules and of `others`, which are hints.
 */
export async function checkDiagram(
  diagram: string | Tree | DiagramRead,
  known: Known = {},
  others: { [name: string]: RuleFactory } = {},
): Promise<DiagramProblem[]> {
  const read = await readDiagram(diagram);
  const found = problemsOf(read);
  if (read.definitions) noteFlows(read.definitions);
  const problems = found.map((problem) => engineProblem(problem, read.definitions));
  if (!read.definitions) return problems;
  for (const { id, rule, message, values = {}, fix } of lint(read.definitions, { ...own, ...others }, known))
    problems.push({
      elementId: id,
      rule,
      severity: severities.get(rule) ?? 'warning',
      values,
      message,
      ...(fix ? { fix } : {}),
    });
  return problems;
}

function readDiagram(diagram: string | Tree | DiagramRead): DiagramRead | Promise<DiagramRead> {
  if (typeof diagram === 'string') return readXml(diagram);
  return 'problems' in diagram ? diagram : readTree(diagram);
}

function engineProblem(problem: Problem, definitions: ModdleElement | undefined): DiagramProblem {
  const { elementId, rule, severity, message, line } = problem;
  const fix = elementId === undefined ? undefined : fixOf(rule, elementId, definitions);
  const quoted = [...message.matchAll(/«([^»]*)»/g)].map(([, inner]) => inner!);
  return {
    rule,
    severity,
    message,
    values: {
      found: quoted[0] ?? '',
      reason: message.split(': ').slice(1).join(': '),
      type: problem.elementType ?? '',
    },
    ...(elementId === undefined ? {} : { elementId }),
    ...(fix ? { fix } : {}),
    ...(line === undefined ? {} : { line }),
  };
}

function fixOf(rule: string, element: string, definitions: ModdleElement | undefined): Fix | undefined {
  if (rule === 'unreachable') return { kind: 'remove', element };
  if (rule !== 'no-default' && rule !== 'no-condition') return undefined;
  const gateway = definitions && find(definitions, element);
  const flows = (gateway?.outgoing as ModdleElement[] | undefined) ?? [];
  const bare = flows.filter((flow) => !flow.conditionExpression);
  const flow = bare.at(-1) ?? flows.at(-1);
  return flow?.id ? { kind: 'default-flow', element, flow: flow.id } : undefined;
}

function find(container: ModdleElement, id: string): ModdleElement | undefined {
  const inner = [
    ...((container.rootElements as ModdleElement[] | undefined) ?? []),
    ...((container.flowElements as ModdleElement[] | undefined) ?? []),
  ];
  for (const one of inner) {
    const found = one.id === id ? one : find(one, id);
    if (found) return found;
  }
  return undefined;
}
