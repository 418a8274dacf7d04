import { readXmlTree, type XmlElement } from '@opora/engine/compile';

/** How one rule of a decision table differs; a rule is known by its id, else by its place. */
export interface RuleChange {
  decision: string;
  /** Counts from 1, in the newer table; of a removed rule in the older one. */
  rule: number;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  cells: { column: string; before: string | undefined; after: string | undefined }[];
}

/** What else differs in a decision: columns, hit policy, name, an expression in place of a table. */
export interface DecisionChange {
  decision: string;
  /** Of a column `label` or `expression`: a column that came or went has only its expression. */
  property: string;
  column?: { kind: Column['kind']; label: string };
  before: string | undefined;
  after: string | undefined;
}

/** What differs between two DMN files. */
export interface DecisionDifference {
  rules: RuleChange[];
  decisions: DecisionChange[];
}

interface Rule {
  id: string;
  cells: string[];
}
interface Column {
  kind: 'input' | 'output';
  label: string;
  expression: string;
}
interface Table {
  name: string;
  facts: Map<string, string>;
  /** By id: a column that has another label now is the same. */
  columns: Map<string, Column>;
  rules: Rule[];
}

/** What differs between two DMN files, by rule. A file without decisions throws. */
export function decisionChanges(before: string, after: string): DecisionDifference {
  const [olds, news] = [tablesOf(before), tablesOf(after)];
  const result: DecisionDifference = { rules: [], decisions: [] };
  for (const id of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(id), news.get(id)];
    const name = (now ?? old)!.name;
    if (!old || !now) {
      result.decisions.push({ decision: name, property: 'decision', before: old?.name, after: now?.name });
      continue;
    }
    for (const property of new Set([...old.facts.keys(), ...now.facts.keys()]))
      if (old.facts.get(property) !== now.facts.get(property))
        result.decisions.push({
          decision: name,
          property,
          before: old.facts.get(property),
          after: now.facts.get(property),
        });
    result.decisions.push(...columnChanges(name, old, now));
    result.rules.push(...ruleChanges(name, old, now));
  }
  return result;
}

function columnChanges(decision: string, old: Table, now: Table): DecisionChange[] {
  return [...new Set([...old.columns.keys(), ...now.columns.keys()])].flatMap((id) => {
    const [was, is] = [old.columns.get(id), now.columns.get(id)];
    const { kind, label } = (is ?? was)!;
    return (['label', 'expression'] as const).flatMap((property): DecisionChange[] => {
      const [before, after] = [was?.[property], is?.[property]];
      const isNew = !was || !is;
      if (before === after || (isNew && property === 'label')) return [];
      return [{ decision, property, column: { kind, label }, before, after }];
    });
  });
}

function ruleChanges(decision: string, old: Table, now: Table): RuleChange[] {
  const changes: RuleChange[] = [];
  const place = new Map(old.rules.map((rule, index) => [rule.id, index]));
  const kept = now.rules.filter(({ id }) => place.has(id));
  const orderOf = new Map(
    [...kept].sort((a, b) => place.get(a.id)! - place.get(b.id)!).map(({ id }, index) => [id, index]),
  );
  now.rules.forEach((rule, index) => {
    const before = place.get(rule.id);
    if (before === undefined) {
      changes.push({ decision, rule: index + 1, kind: 'added', cells: cellsOf(undefined, rule, old, now) });
      return;
    }
    const cells = cellsOf(old.rules[before], rule, old, now);
    if (cells.length > 0) changes.push({ decision, rule: index + 1, kind: 'changed', cells });
    else if (orderOf.get(rule.id) !== kept.indexOf(rule))
      changes.push({ decision, rule: index + 1, kind: 'moved', cells: [] });
  });
  const ids = new Set(now.rules.map(({ id }) => id));
  old.rules.forEach((rule, index) => {
    if (!ids.has(rule.id))
      changes.push({ decision, rule: index + 1, kind: 'removed', cells: cellsOf(rule, undefined, old, now) });
  });
  return changes;
}

function cellsOf(
  before: Rule | undefined,
  after: Rule | undefined,
  old: Table,
  now: Table,
): RuleChange['cells'] {
  const value = (rule: Rule | undefined, table: Table, column: string): string | undefined => {
    const at = [...table.columns.keys()].indexOf(column);
    return rule && at >= 0 ? rule.cells[at] : undefined;
  };
  return [...new Map([...old.columns, ...now.columns])]
    .map(([id, { label }]) => ({
      column: label,
      before: value(before, old, id),
      after: value(after, now, id),
    }))
    .filter((cell) => cell.before !== cell.after);
}

function tablesOf(xml: string): Map<string, Table> {
  const root = readXmlTree(xml);
  const decisions = root.children.filter(({ name }) => name === 'decision');
  if (decisions.length === 0) throw new Error('ожидался файл DMN хотя бы с одним решением');
  return new Map(
    decisions.map((decision) => [
      decision.attributes['id'] ?? decision.attributes['name'] ?? '',
      tableOf(decision),
    ]),
  );
}

function tableOf(decision: XmlElement): Table {
  const facts = new Map<string, string>();
  const table = decision.children.find(({ name }) => name === 'decisionTable');
  const name = decision.attributes['name'] ?? decision.attributes['id'] ?? '';
  facts.set('name', name);
  if (!table) {
    const logic = decision.children.find(({ name }) =>
      /Expression|context|invocation|list|relation/i.test(name),
    );
    facts.set('expression', textOf(logic));
    return { name, facts, columns: new Map(), rules: [] };
  }
  facts.set(
    'hitPolicy',
    [table.attributes['hitPolicy'] ?? 'UNIQUE', table.attributes['aggregation']].filter(Boolean).join(' '),
  );
  const clauses = table.children.filter(({ name }) => name === 'input' || name === 'output');
  const labels = unique(
    clauses.map((column) => column.attributes['label'] ?? column.attributes['name'] ?? textOf(column)),
  );
  const columns = new Map(
    clauses.map((column, at): [string, Column] => [
      column.attributes['id'] ?? labels[at]!,
      {
        kind: column.name as Column['kind'],
        label: labels[at]!,
        expression: textOf(column) || (column.attributes['name'] ?? ''),
      },
    ]),
  );
  const rules = table.children
    .filter(({ name }) => name === 'rule')
    .map((rule, index) => ({
      id: rule.attributes['id'] ?? `#${index}`,
      cells: rule.children.filter(({ name }) => name === 'inputEntry' || name === 'outputEntry').map(textOf),
    }));
  return { name, facts, columns, rules };
}

const textOf = (element: XmlElement | undefined): string =>
  element ? [element.text.trim(), ...element.children.map(textOf)].filter(Boolean).join(' ') : '';

/** Columns of the same label are told apart by number. */
const unique = (names: string[]): string[] =>
  names.map((name, index) => (names.indexOf(name) === index ? name : `${name} (${index + 1})`));
