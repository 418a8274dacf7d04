import type {
  Boxed,
  DecisionDefect,
  DecisionImport,
  DecisionModel,
  HitPolicy,
  ItemType,
  Named,
  TableInput,
  TableOutput,
} from './types.ts';
import { child, childrenNamed, textOf, type XmlElement } from './xml.ts';

const POLICIES: { [name: string]: HitPolicy } = {
  UNIQUE: 'U',
  ANY: 'A',
  PRIORITY: 'P',
  FIRST: 'F',
  'RULE ORDER': 'R',
  'OUTPUT ORDER': 'O',
  COLLECT: 'C',
};
const AGGREGATIONS: { [name: string]: HitPolicy } = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' };
const BOXED = [
  'literalExpression',
  'decisionTable',
  'context',
  'invocation',
  'functionDefinition',
  'relation',
  'list',
  'conditional',
  'for',
  'some',
  'every',
  'filter',
];

/** A type reference without the prefix of FEEL's namespace. */
const typeName = (reference: string | undefined): string | undefined =>
  reference?.trim().replace(/^feel:/, '') || undefined;
const nameOf = (element: XmlElement): string => (element.attributes.name ?? '').replace(/\s+/g, ' ').trim();

/**
 * Reads a DMN document into its model; what cannot be read is told in `defects`. References into other files are kept
 * with their namespace where the file imports that.
 */
export function readModel(
  root: XmlElement,
  defects: DecisionDefect[],
  imports: DecisionImport[] = [],
): DecisionModel {
  const reader = new Reader(defects);
  const referenced = (element: XmlElement | undefined): string | undefined => {
    const { href } = element?.attributes ?? {};
    if (href === undefined) return undefined;
    const isForeign = imports.some(({ namespace }) => href.startsWith(`${namespace}#`));
    return isForeign ? href : href.slice(href.indexOf('#') + 1);
  };
  const references = (element: XmlElement, relation: string, kind: string): string[] =>
    childrenNamed(element, relation).flatMap((each) => referenced(child(each, kind)) ?? []);
  const model: DecisionModel = {
    format: 1,
    id: root.attributes.id ?? '',
    name: nameOf(root),
    namespace: root.attributes.namespace ?? '',
    ...(imports.length > 0 && { imports }),
    types: childrenNamed(root, 'itemDefinition').map((element) => reader.itemType(element)),
    inputs: {},
    decisions: {},
    knowledge: {},
    services: {},
  };
  for (const element of root.children) {
    const id = element.attributes.id ?? nameOf(element);
    const common = {
      id,
      name: nameOf(element),
      variable: { ...reader.named(child(element, 'variable') ?? element) },
    };
    common.variable.name ||= common.name;
    reader.within = id;
    if (element.name === 'inputData') model.inputs[id] = common;
    else if (element.name === 'decision') {
      const tag = child(child(element, 'extensionElements'), 'versionTag')?.attributes.value;
      model.decisions[id] = {
        ...common,
        ...(tag && { versionTag: tag }),
        inputs: references(element, 'informationRequirement', 'requiredInput'),
        decisions: references(element, 'informationRequirement', 'requiredDecision'),
        knowledge: references(element, 'knowledgeRequirement', 'requiredKnowledge'),
        logic: reader.boxedIn(element),
      };
      if (!model.decisions[id].logic)
        reader.defect(
          element,
          'no-logic',
          `The decision "${common.name}" has no table or expression`,
          'warning',
        );
    } else if (element.name === 'businessKnowledgeModel') {
      const logic = child(element, 'encapsulatedLogic');
      model.knowledge[id] = {
        ...common,
        knowledge: references(element, 'knowledgeRequirement', 'requiredKnowledge'),
        logic: logic && reader.boxed(logic),
      };
    } else if (element.name === 'decisionService') {
      const of = (name: string): string[] =>
        childrenNamed(element, name).flatMap((each) => referenced(each) ?? []);
      model.services[id] = {
        ...common,
        outputs: of('outputDecision'),
        inputDecisions: of('inputDecision'),
        inputs: of('inputData'),
      };
    }
  }
  return model;
}

class Reader {
  readonly defects: DecisionDefect[];
  /** Id of the decision or knowledge model that is being read. */
  within = '';

  constructor(defects: DecisionDefect[]) {
    this.defects = defects;
  }

  defect(element: XmlElement, rule: string, message: string, severity: 'error' | 'warning' = 'error'): void {
    this.defects.push({
      elementId: element.attributes.id,
      elementType: `dmn:${element.name}`,
      rule,
      message,
      severity,
      decisionId: this.within || undefined,
    });
  }

  named(element: XmlElement): Named {
    return { name: nameOf(element), type: typeName(element.attributes.typeRef) };
  }

  itemType(element: XmlElement): ItemType {
    const components = childrenNamed(element, 'itemComponent').map((each) => this.itemType(each));
    return {
      name: nameOf(element),
      collection: element.attributes.isCollection === 'true',
      base: typeName(textOf(element, 'typeRef')) ?? (child(element, 'functionItem') ? 'function' : undefined),
      components: components.length ? components : undefined,
      allowed: textOf(child(element, 'allowedValues'), 'text'),
      constraint: textOf(child(element, 'typeConstraint'), 'text'),
    };
  }

  /** The boxed expression among the children of an element. */
  boxedIn(element: XmlElement | undefined): Boxed | undefined {
    const inner = element?.children.find((each) => BOXED.includes(each.name));
    return inner && this.boxed(inner);
  }

  /** The boxed expression among the children, where there has to be one. */
  required(element: XmlElement | undefined, owner: XmlElement): Boxed {
    const found = this.boxedIn(element);
    if (found) return found;
    this.defect(
      owner,
      'no-logic',
      `<${owner.name}> lacks an expression${element ? ` in <${element.name}>` : ''}`,
    );
    return { id: owner.attributes.id ?? '', kind: 'literal', text: 'null' };
  }

  boxed(element: XmlElement): Boxed {
    const common = { id: element.attributes.id ?? '', type: typeName(element.attributes.typeRef) };
    switch (element.name) {
      case 'decisionTable':
        return { ...common, ...this.table(element) };
      case 'context': {
        const entries = childrenNamed(element, 'contextEntry');
        const named = entries.filter((entry) => child(entry, 'variable'));
        const last = entries.find((entry) => !child(entry, 'variable'));
        return {
          ...common,
          kind: 'context',
          entries: named.map((entry) => ({
            ...this.named(child(entry, 'variable')!),
            value: this.required(entry, element),
          })),
          result: last && this.required(last, element),
        };
      }
      case 'invocation':
        return {
          ...common,
          kind: 'invocation',
          called: this.required(element, element),
          bindings: childrenNamed(element, 'binding').map((binding) => ({
            ...this.named(child(binding, 'parameter') ?? binding),
            value: this.boxedIn(binding),
          })),
        };
      case 'encapsulatedLogic':
      case 'functionDefinition':
        return {
          ...common,
          kind: 'function',
          language: element.attributes.kind ?? 'FEEL',
          body: this.boxedIn(element),
          parameters: childrenNamed(element, 'formalParameter').map((each) => this.named(each)),
        };
      case 'relation':
        return {
          ...common,
          kind: 'relation',
          columns: childrenNamed(element, 'column').map((each) => this.named(each)),
          rows: childrenNamed(element, 'row').map((row) =>
            row.children.filter((each) => BOXED.includes(each.name)).map((each) => this.boxed(each)),
          ),
        };
      case 'list':
        return {
          ...common,
          kind: 'list',
          items: element.children.filter((each) => BOXED.includes(each.name)).map((each) => this.boxed(each)),
        };
      case 'conditional':
        return {
          ...common,
          kind: 'conditional',
          if: this.required(child(element, 'if'), element),
          then: this.required(child(element, 'then'), element),
          else: this.required(child(element, 'else'), element),
        };
      case 'for':
      case 'some':
      case 'every':
        return {
          ...common,
          kind: element.name,
          variable: element.attributes.iteratorVariable ?? 'item',
          in: this.required(child(element, 'in'), element),
          body: this.required(child(element, element.name === 'for' ? 'return' : 'satisfies'), element),
        };
      case 'filter':
        return {
          ...common,
          kind: 'filter',
          in: this.required(child(element, 'in'), element),
          match: this.required(child(element, 'match'), element),
        };
      default:
        return { ...common, kind: 'literal', text: this.literal(element) };
    }
  }

  private literal(element: XmlElement): string {
    const language = element.attributes.expressionLanguage;
    if (language && !/feel/i.test(language))
      this.defect(
        element,
        'expression-language',
        `Expressions have to be FEEL, but this one is "${language}"`,
      );
    return textOf(element, 'text') ?? '';
  }

  private table(element: XmlElement): Extract<Boxed, { kind: 'table' }> {
    const policy = POLICIES[(element.attributes.hitPolicy ?? 'UNIQUE').toUpperCase().replace('_', ' ')];
    const { aggregation } = element.attributes;
    if (!policy)
      this.defect(
        element,
        'unknown-hit-policy',
        `The hit policy has to be one of ${Object.keys(POLICIES).join(', ')}, but is "${element.attributes.hitPolicy}"`,
      );
    const aggregated = policy === 'C' && aggregation ? AGGREGATIONS[aggregation.toUpperCase()] : policy;
    if (policy === 'C' && !aggregated)
      this.defect(
        element,
        'unknown-aggregation',
        `The aggregation has to be one of ${Object.keys(AGGREGATIONS).join(', ')}, but is "${aggregation}"`,
      );
    const inputs = childrenNamed(element, 'input').map((input): TableInput => {
      const expression = child(input, 'inputExpression');
      return {
        id: input.attributes.id ?? '',
        label: input.attributes.label,
        expression: textOf(expression, 'text') ?? '',
        type: typeName(expression?.attributes.typeRef),
        allowed: textOf(child(input, 'inputValues'), 'text'),
      };
    });
    const outputs = childrenNamed(element, 'output').map((output): TableOutput => ({
      id: output.attributes.id ?? '',
      label: output.attributes.label,
      name: nameOf(output) || undefined,
      type: typeName(output.attributes.typeRef),
      allowed: textOf(child(output, 'outputValues'), 'text'),
      default: textOf(child(output, 'defaultOutputEntry'), 'text'),
    }));
    if (!outputs.length)
      this.defect(element, 'no-output', 'A decision table needs at least one output column');
    const rules = childrenNamed(element, 'rule').map((rule, index) => {
      const cells = (name: string): string[] => childrenNamed(rule, name).map((cell) => this.literal(cell));
      const read = {
        id: rule.attributes.id ?? '',
        inputs: cells('inputEntry'),
        outputs: cells('outputEntry'),
      };
      if (read.inputs.length !== inputs.length || read.outputs.length !== outputs.length) {
        this.defect(
          rule,
          'rule-cells',
          `Rule ${index + 1} has ${read.inputs.length} conditions and ${read.outputs.length} results, but the table has ${inputs.length} and ${outputs.length} columns`,
        );
      }
      return read;
    });
    return {
      id: element.attributes.id ?? '',
      kind: 'table',
      hitPolicy: aggregated ?? 'U',
      inputs,
      outputs,
      rules,
    };
  }
}
