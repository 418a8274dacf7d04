import type { ModdleElement } from '@opora/engine/compile';
import type { Finding, Known, RuleFactory } from './rule.ts';

/** What a rule found at an element. */
export interface LintReport extends Finding {
  id: string;
  rule: string;
  message: string;
}

interface Property {
  name: string;
  type: string;
  isAttr?: boolean;
  isReference?: boolean;
  isMany?: boolean;
}
const simple = new Set(['String', 'Boolean', 'Integer', 'Real']);
const contained = new WeakMap<object, Property[]>();

/**
 * Properties by which an element holds others; asked once for each type. How things are drawn, half of a file, is left out: a rule
 * that asks for it looks there by itself, from the file as a whole.
 */
function containing(element: ModdleElement): Property[] {
  const descriptor = element.$descriptor as { isGeneric?: boolean; properties?: Property[] } | undefined;
  if (!descriptor || descriptor.isGeneric || !descriptor.properties) return [];
  let found = contained.get(descriptor);
  if (!found) {
    found = descriptor.properties.filter(
      ({ name, isAttr, isReference, type }) =>
        !isAttr && !isReference && !simple.has(type) && name !== 'diagrams',
    );
    contained.set(descriptor, found);
  }
  return found;
}

/** Runs rules of the bpmnlint kind over a file, all of them in one walk from top to bottom. */
export function lint(
  definitions: ModdleElement,
  rules: { [name: string]: RuleFactory },
  known: Known,
): LintReport[] {
  const reports: LintReport[] = [];
  const running = Object.entries(rules).map(([rule, factory]) => {
    const { check } = factory(known);
    const reporter = {
      // Rules of bpmnlint tell the path of a property, in a list, where ours tell what they found.
      report: (id: string, message: string, more: Finding | readonly string[] = {}): void => {
        const { values, fix }: Finding = 'length' in more ? {} : more;
        reports.push({ id, rule, message, ...(values ? { values } : {}), ...(fix ? { fix } : {}) });
      },
    };
    const { enter, leave } = typeof check === 'function' ? { enter: check, leave: undefined } : check;
    return {
      enter: enter && ((node: ModdleElement) => enter(node, reporter)),
      leave: leave && ((node: ModdleElement) => leave(node, reporter)),
    };
  });
  const walk = (element: ModdleElement, active: typeof running): void => {
    // A rule that answers false at an element does not look below it.
    const below = active.filter(({ enter }) => enter?.(element) !== false);
    for (const { name, isMany } of containing(element)) {
      const value = element[name];
      if (isMany && Array.isArray(value)) for (const child of value) walk(child as ModdleElement, below);
      else if (!isMany && typeof value === 'object' && value !== null) walk(value as ModdleElement, below);
    }
    for (const { leave } of active) leave?.(element);
  };
  walk(definitions, running);
  return reports;
}
