import type { Model, ModelNode } from '@opora/engine';

/** Where tokens of one element would go, and why it is thought so. */
export interface MappingProposal {
  from: string;
  /** undefined: nothing of the new version is like it. */
  to: string | undefined;
  /** `id`: the same element; `likeness`: another id, but alike in kind, name, form and neighbors; `none`: nothing fits. */
  by: 'id' | 'likeness' | 'none';
  /** From 0 to 1; 1 for the same id and kind. */
  likeness: number;
}

/** Below this an element is not proposed: a person chooses. */
const ENOUGH = 0.5;

/**
 * Proposes where tokens go when cases are carried over to another version: to the element of the same id and kind, else
 * to the one most alike, no target twice, likest pairs first. Kind and marker have to agree: the engine migrates no other.
 */
export function proposeMapping(from: Model, to: Model): MappingProposal[] {
  const olds = placesOf(from);
  const news = placesOf(to);
  const fits = (a: ModelNode, b: ModelNode): boolean =>
    a.type === b.type && a.marker?.kind === b.marker?.kind;
  const taken = new Set<string>();
  const found = new Map<string, MappingProposal>();
  for (const old of olds) {
    const same = to.nodes[old.id];
    if (!same || !fits(old, same)) continue;
    taken.add(same.id);
    found.set(old.id, { from: old.id, to: same.id, by: 'id', likeness: 1 });
  }
  const pairs = olds
    .filter(({ id }) => !found.has(id))
    .flatMap((old) =>
      news
        .filter((candidate) => !taken.has(candidate.id) && fits(old, candidate))
        .map((candidate) => ({ old, candidate, likeness: likeness(old, candidate, from, to) })),
    )
    .filter((pair) => pair.likeness >= ENOUGH)
    .sort((a, b) => b.likeness - a.likeness || a.old.id.localeCompare(b.old.id));
  for (const { old, candidate, likeness: value } of pairs) {
    if (found.has(old.id) || taken.has(candidate.id)) continue;
    taken.add(candidate.id);
    found.set(old.id, { from: old.id, to: candidate.id, by: 'likeness', likeness: value });
  }
  return olds.map(({ id }) => found.get(id) ?? { from: id, to: undefined, by: 'none', likeness: 0 });
}

/** The mapping of `POST /api/cases/:id/migrate`: only what changes its id. */
export function mappingOf(proposals: readonly MappingProposal[]): { [from: string]: string } {
  return Object.fromEntries(
    proposals.flatMap(({ from, to }) => (to !== undefined && to !== from ? [[from, to]] : [])),
  );
}

/** Elements of the new version that a token of an element may be put on by hand. */
export function targetsFor(from: Model, to: Model, id: string): ModelNode[] {
  const old = from.nodes[id];
  return old
    ? placesOf(to).filter((node) => node.type === old.type && node.marker?.kind === old.marker?.kind)
    : [];
}

/** Every node but the process itself. */
const placesOf = (model: Model): ModelNode[] =>
  Object.values(model.nodes).filter(({ id }) => id !== model.processId);

/** How much two elements of one kind are alike: name 0.5, what they do 0.25, neighbors 0.15, place 0.1. */
function likeness(a: ModelNode, b: ModelNode, from: Model, to: Model): number {
  return (
    0.5 * words(a.name, b.name) +
    0.25 * work(a, b) +
    0.15 * neighbors(a, b, from, to) +
    0.1 * place(a, b, from, to)
  );
}

const wordsOf = (text: string | undefined): Set<string> =>
  new Set(
    (text ?? '')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );

/** Share of common words; stems of five letters, since Russian words change their ends. */
function words(a: string | undefined, b: string | undefined): number {
  const stems = (text: string | undefined): Set<string> =>
    new Set([...wordsOf(text)].map((word) => word.slice(0, 5)));
  return share(stems(a), stems(b));
}

function share(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 && b.size === 0) return 0;
  const common = [...a].filter((each) => b.has(each)).length;
  return common / (a.size + b.size - common);
}

/** What an element does: its form, groups, job, decision, called process, script or triggers. */
function work(a: ModelNode, b: ModelNode): number {
  const facts = (node: ModelNode): Set<string> =>
    new Set(
      Object.entries({
        form: node.task?.formId,
        groups: node.task?.candidateGroups,
        assignee: node.task?.assignee,
        vote: node.task?.vote,
        job: node.job?.type,
        decision: node.decision?.decisionId,
        called: node.called?.processId,
        script: node.script?.expression,
        triggers: node.triggers,
      }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${JSON.stringify(value)}`])),
    );
  return share(facts(a), facts(b));
}

/** Elements before and after, by id or name. */
function neighbors(a: ModelNode, b: ModelNode, from: Model, to: Model): number {
  const around = (node: ModelNode, model: Model): Set<string> =>
    new Set([
      ...node.incoming.map((id) => `<${keyOf(model, model.flows[id]!.source)}`),
      ...node.outgoing.map((id) => `>${keyOf(model, model.flows[id]!.target)}`),
      ...(node.attachedTo === undefined ? [] : [`@${keyOf(model, node.attachedTo)}`]),
    ]);
  return share(around(a, from), around(b, to));
}

/** The subprocess and lane an element lies in. */
function place(a: ModelNode, b: ModelNode, from: Model, to: Model): number {
  const scope = (node: ModelNode, model: Model): string =>
    node.scope === model.processId ? '' : keyOf(model, node.scope ?? '');
  return (scope(a, from) === scope(b, to) ? 0.5 : 0) + (a.lane === b.lane ? 0.5 : 0);
}

const keyOf = (model: Model, id: string): string => model.nodes[id]?.name ?? id;
