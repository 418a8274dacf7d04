import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { checkGraph } from './model/checks.ts';
import { calledTasks } from './model/global-tasks.ts';
import { readGraph, type Graph } from './model/graph.ts';
import { extension } from './model/extensions.ts';
import { many, one, readXml, text, type ModdleElement } from './model/moddle.ts';
import { wrongReferences } from './model/reference-checks.ts';
import type { Expression, Model, Problem } from './model/types.ts';

export { compileDecision, compileDecisions, type CompiledDecisions } from './decisions/compile.ts';
export { readXmlTree, type XmlElement } from './decisions/xml.ts';
export { extension } from './model/extensions.ts';
export {
  many,
  one,
  readTree,
  readXml,
  text,
  treeReader,
  writeTree,
  type ModdleElement,
} from './model/moddle.ts';
export { oporaModdle } from './model/opora-moddle.ts';
export { treeOf, type Tree } from './model/tree.ts';
export type * from './model/types.ts';

/** The meaning of the elements that newly compiled models get. */
export const SEMANTICS = 5;

/**
 * Compiles a BPMN file: a model per executable process, and every problem at once with its element. A file with
 * problems of severity `error` gives no models.
 */
export async function compile(
  xml: string,
  options: { processId?: string } = {},
): Promise<{ models: Model[]; problems: Problem[] }> {
  return compileDefinitions(await readXml(xml), options);
}

/** Compiles a file that has been read already (`readXml`). */
export function compileDefinitions(
  read: Awaited<ReturnType<typeof readXml>>,
  options: { processId?: string } = {},
): { models: Model[]; problems: Problem[] } {
  const { graphs, problems } = graphsOf(read, options.processId);
  const broken = problems.some((problem) => problem.severity === 'error');
  return { models: broken ? [] : graphs.map(({ process, graph }) => toModel(process, graph)), problems };
}

/** The problems that `compile` would find in a file that has been read already, without making models. */
export const problemsOf = (read: Awaited<ReturnType<typeof readXml>>): Problem[] => graphsOf(read).problems;

function graphsOf(
  { definitions, problems: found }: Awaited<ReturnType<typeof readXml>>,
  processId?: string,
): { graphs: { process: ModdleElement; graph: Graph }[]; problems: Problem[] } {
  const problems = [...found];
  if (!definitions) return { graphs: [], problems };
  const processes = many(definitions, 'rootElements').filter((element) => element.$type === 'bpmn:Process');
  const chosen = processes.filter(
    (process) => process.isExecutable === true && (processId ?? process.id) === process.id,
  );
  if (chosen.length === 0) problems.push(noProcess(processes, processId));
  const deep = chosen.flatMap(tooDeep);
  if (deep.length > 0) return { graphs: [], problems: [...problems, ...deep] };
  const unresolved = new Set(problems.map(({ rule, elementId }) => `${rule} ${elementId}`));
  const wrong = chosen
    .flatMap(wrongReferences)
    .filter(({ rule, elementId }) => !unresolved.has(`${rule} ${elementId}`));
  problems.push(...wrong);
  if (wrong.some(({ rule }) => rule === 'no-id' || rule === 'bad-id')) return { graphs: [], problems };
  const own = chosen.map((process) => ({ process, graph: readGraph(process) }));
  const graphs = [...own, ...calledTasks(definitions, own)];
  for (const { process, graph } of graphs) problems.push(...checkGraph(graph, process.id!));
  return { graphs, problems };
}

/** Subprocesses or lanes inside each other beyond this depth are refused: nobody draws them, and a stack has its end. */
const DEEPEST = 500;

function tooDeep(process: ModdleElement): Problem[] {
  const subprocesses = (each: ModdleElement): ModdleElement[] =>
    many(each, 'flowElements').filter((inner) => inner.$instanceOf('bpmn:SubProcess'));
  const lanes = (each: ModdleElement): ModdleElement[] =>
    [...many(each, 'laneSets'), one(each, 'childLaneSet')].flatMap((set) => many(set, 'lanes'));
  return [...beyond(process, 'subprocesses', subprocesses), ...beyond(process, 'lanes', lanes)];
}

function beyond(
  process: ModdleElement,
  what: string,
  inside: (each: ModdleElement) => ModdleElement[],
): Problem[] {
  let level = [process];
  for (let depth = 0; depth <= DEEPEST; depth++) level = level.flatMap(inside);
  return level.slice(0, 1).map(({ id = process.id! }) => ({
    elementId: id,
    rule: 'too-deep',
    message: `${id}: expected at most ${DEEPEST} ${what} inside each other, found more`,
    severity: 'error' as const,
  }));
}

function noProcess(processes: ModdleElement[], processId: string | undefined): Problem {
  const found =
    processes.length === 0 ? 'no process at all' : processes.map((one) => `«${one.id}»`).join(', ');
  const expected =
    processId === undefined
      ? 'an executable process (isExecutable="true")'
      : `an executable process «${processId}»`;
  return {
    rule: 'no-executable-process',
    message: `expected ${expected}, found ${found}`,
    severity: 'error',
  };
}

function toModel(process: ModdleElement, { nodes, flows }: Graph): Model {
  const root = nodes[process.id!]!;
  const starts = (root.children ?? [])
    .map((id) => nodes[id]!)
    .flatMap((node) => (node.type === 'bpmn:StartEvent' ? [node] : instantiating(node, { nodes, flows })))
    .flatMap((node) => (node.triggers ?? []).map((trigger) => ({ node: node.id, trigger })));
  const versionTag = text(extension(process, 'zeebe:VersionTag'), 'value');
  const model = {
    format: 1 as const,
    semantics: SEMANTICS,
    processId: root.id,
    ...(root.name === undefined ? {} : { name: root.name }),
    ...(versionTag === undefined ? {} : { versionTag }),
    nodes,
    flows,
    starts,
    references: references(Object.values(nodes)),
  };
  return { ...model, hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(model)))) };
}

/** Elements other than start events by which a case can be started: instantiating receive tasks and event-based gateways (BPMN 2.0.2, 13.2). */
function instantiating(node: Graph['nodes'][string], { nodes, flows }: Graph): Graph['nodes'][string][] {
  if (!node.instantiate) return [];
  return node.type === 'bpmn:EventBasedGateway'
    ? node.outgoing.map((id) => nodes[flows[id]!.target]!)
    : [node];
}

function references(nodes: Graph['nodes'][string][]): Model['references'] {
  const fixed = (expression: Expression | undefined): string[] =>
    expression && 'text' in expression && expression.text !== '' ? [expression.text] : [];
  const unique = (values: string[]): string[] => [...new Set(values)].sort();
  return {
    forms: unique(nodes.flatMap((node) => node.task?.formId ?? node.startForm ?? [])),
    decisions: unique(nodes.flatMap((node) => fixed(node.decision?.decisionId))),
    processes: unique(nodes.flatMap((node) => fixed(node.called?.processId))),
    groups: unique(
      nodes.flatMap((node) =>
        fixed(node.task?.candidateGroups).flatMap((groups) => groups.split(',').map((group) => group.trim())),
      ),
    ),
    jobTypes: unique(nodes.flatMap((node) => fixed(node.job?.type))),
  };
}
