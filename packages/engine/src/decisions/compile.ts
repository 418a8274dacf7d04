import { compileExpression, compileUnaryTests } from '../expressions/index.ts';
import { FeelSyntaxError } from '../expressions/errors.ts';
import { readModel } from './read.ts';
import { Linker, withImported } from './imports.ts';
import type { Boxed, DecisionDefect, DecisionImport, DecisionModel, Named } from './types.ts';
import { readXmlTree, type XmlElement } from './xml.ts';
import { Preparer } from './prepare.ts';
import type { Shape } from '../expressions/parse.ts';

/** A DMN file as a model, and everything that is wrong with it. Without a model the file is no DMN at all. */
export interface CompiledDecisions {
  model?: DecisionModel;
  problems: DecisionDefect[];
}

/**
 * Compiles a DMN file of any version from 1.1 to 1.6. A model with problems of severity `error` must not be deployed: evaluating it gives null
 * where they lie. Files that import each other are compiled together (`compileDecisions`).
 */
export async function compileDecision(xml: string): Promise<CompiledDecisions> {
  return (await compileDecisions([xml]))[0]!;
}

/**
 * Compiles DMN files that may import each other by their namespaces. `known` finds the model of a namespace that none
 * of them has, e.g. one that has been deployed.
 */
export async function compileDecisions(
  files: string[],
  known: (namespace: string) => Promise<DecisionModel | undefined> = async () => undefined,
): Promise<CompiledDecisions[]> {
  return new Linker(files.map(readRoot), known, compileRoot).all();
}

function readRoot(xml: string): XmlElement | CompiledDecisions {
  let root: XmlElement;
  try {
    root = readXmlTree(xml);
  } catch (error) {
    return {
      problems: [
        { rule: 'xml', message: `The file is no XML: ${(error as Error).message}`, severity: 'error' },
      ],
    };
  }
  if (root.name !== 'definitions' || root.children.some((element) => element.name === 'process')) {
    return {
      problems: [
        {
          elementType: root.name,
          rule: 'xml',
          message: `The file is no DMN: its first element has to be dmn:definitions, but is <${root.name}>${root.name === 'definitions' ? ' with a process' : ''}`,
          severity: 'error',
        },
      ],
    };
  }
  return root;
}

function compileRoot(
  root: XmlElement,
  imports: DecisionImport[],
  problems: DecisionDefect[],
): CompiledDecisions {
  const model = readModel(root, problems, imports);
  checkReferences(model, problems);
  checkTexts(model, problems);
  return { model, problems };
}

function checkReferences(model: DecisionModel, problems: DecisionDefect[]): void {
  const decisions = withImported(model, 'decisions');
  const inputs = withImported(model, 'inputs');
  const knowledge = withImported(model, 'knowledge');
  const services = withImported(model, 'services');
  const missing = (owner: { id: string; name: string }, id: string, expected: string): void => {
    problems.push({
      elementId: owner.id,
      rule: 'unknown-reference',
      message: `"${owner.name}" requires ${expected} "${id}", which is not in this file${model.imports ? ' or in one that it imports' : ''}`,
      severity: 'error',
      decisionId: owner.id,
    });
  };
  for (const node of Object.values(model.decisions)) {
    for (const id of node.inputs) if (!inputs[id]) missing(node, id, 'the input');
    for (const id of node.decisions) if (!decisions[id]) missing(node, id, 'the decision');
    for (const id of node.knowledge)
      if (!knowledge[id] && !services[id]) missing(node, id, 'the knowledge model');
  }
  for (const node of Object.values(model.knowledge))
    for (const id of node.knowledge)
      if (!knowledge[id] && !services[id]) missing(node, id, 'the knowledge model');
  for (const node of Object.values(model.services))
    for (const id of [...node.outputs, ...node.inputDecisions])
      if (!decisions[id]) missing(node, id, 'the decision');
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string, path: string[]): void => {
    const node = model.decisions[id];
    if (!node || state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      const circle = [...path.slice(path.indexOf(id)), id]
        .map((each) => model.decisions[each]!.name)
        .join(' → ');
      problems.push({
        elementId: id,
        elementType: 'dmn:decision',
        rule: 'circular-requirement',
        message: `Decisions require each other in a circle: ${circle}`,
        severity: 'error',
        decisionId: id,
      });
      return;
    }
    state.set(id, 'open');
    for (const required of node.decisions) visit(required, [...path, id]);
    state.set(id, 'done');
  };
  for (const id of Object.keys(model.decisions)) visit(id, []);
  if (!Object.keys(model.decisions).length && !Object.keys(model.knowledge).length && !model.types.length)
    problems.push({ rule: 'no-decision', message: 'The file has no decision', severity: 'warning' });
}

/** Everything of a model that expressions know by a name. */
const namedIn = (model: DecisionModel): Named[] =>
  [
    ...Object.values(model.inputs),
    ...Object.values(model.decisions),
    ...Object.values(model.knowledge),
    ...Object.values(model.services),
  ].map(({ variable }) => variable);

/** Parses every expression, so that a wrong one is found at deployment and not when a case stands at it. */
function checkTexts(model: DecisionModel, problems: DecisionDefect[]): void {
  const preparer = new Preparer(model);
  // all names of the model at once: more than each expression sees, which only matters to names that hold operators
  const names: Shape = { ...preparer.shapes(namedIn(model)) };
  for (const { name, model: imported } of model.imports ?? []) {
    const inside = new Preparer(imported).shapes(namedIn(imported));
    if (name === '') Object.assign(names, inside);
    else names[name] = { ...names[name], ...inside };
  }
  const check = (boxed: Boxed | undefined, known: Shape, owner: string): void => {
    if (!boxed) return;
    const parse = (
      text: string | undefined,
      unary: boolean,
      place: Partial<DecisionDefect>,
      more: Shape = {},
    ): void => {
      if (text === undefined || text === '' || text === '-') return;
      try {
        if (unary) compileUnaryTests(text, { names: { ...known, ...more } });
        else compileExpression(text, { names: { ...known, ...more } });
      } catch (error) {
        if (!(error instanceof FeelSyntaxError)) throw error;
        const where = [
          place.ruleIndex && `rule ${place.ruleIndex}`,
          place.column && `column "${place.column}"`,
        ]
          .filter(Boolean)
          .join(', ');
        problems.push({
          elementId: boxed.id || owner,
          rule: 'bad-feel',
          message: `${where ? `${where}: ` : ''}${error.message}`,
          severity: 'error',
          decisionId: owner,
          ...place,
        });
      }
    };
    const next = (inner: Boxed | undefined, more: Shape = {}): void =>
      check(inner, { ...known, ...more }, owner);
    switch (boxed.kind) {
      case 'literal':
        return parse(boxed.text, false, {});
      case 'table':
        for (const { id, expression, label, allowed } of boxed.inputs) {
          if (expression === '')
            problems.push({
              elementId: id,
              elementType: 'dmn:input',
              rule: 'no-expression',
              message: `Column "${label ?? id}" has no input expression`,
              severity: 'error',
              decisionId: owner,
              column: label,
            });
          parse(expression, false, { elementId: id, column: label || expression });
          parse(allowed, true, { elementId: id, column: label || expression });
        }
        for (const output of boxed.outputs) {
          parse(output.allowed, true, { elementId: output.id, column: output.label || output.name });
          parse(output.default, false, { elementId: output.id, column: output.label || output.name });
        }
        boxed.rules.forEach((rule, index) => {
          const place = { elementId: rule.id, elementType: 'dmn:rule', ruleIndex: index + 1 };
          rule.inputs.forEach((text, at) =>
            parse(text, true, { ...place, column: boxed.inputs[at]?.label || boxed.inputs[at]?.expression }),
          );
          rule.outputs.forEach((text, at) =>
            parse(text, false, { ...place, column: boxed.outputs[at]?.label || boxed.outputs[at]?.name }),
          );
        });
        if (/^C[+<>#]$/.test(boxed.hitPolicy) && boxed.outputs.length > 1) {
          problems.push({
            elementId: boxed.id,
            elementType: 'dmn:decisionTable',
            rule: 'aggregated-columns',
            message: `A table that collects by ${boxed.hitPolicy} has exactly one output column, but this has ${boxed.outputs.length}`,
            severity: 'error',
            decisionId: owner,
          });
        }
        return;
      case 'context': {
        let seen: Shape = {};
        for (const { name, type, value } of boxed.entries) {
          next(value, { ...seen, [name]: null });
          seen = { ...seen, [name]: preparer.types.shape(type) };
        }
        return next(boxed.result, seen);
      }
      case 'invocation':
        next(boxed.called);
        return boxed.bindings.forEach(({ value }) => next(value));
      case 'function':
        return /^feel$/i.test(boxed.language)
          ? next(boxed.body, preparer.shapes(boxed.parameters))
          : undefined;
      case 'relation':
        return boxed.rows.flat().forEach((cell) => next(cell));
      case 'list':
        return boxed.items.forEach((item) => next(item));
      case 'conditional':
        return [boxed.if, boxed.then, boxed.else].forEach((part) => next(part));
      case 'filter':
        next(boxed.in);
        return next(boxed.match, { item: null });
      default:
        next(boxed.in);
        return next(boxed.body, { [boxed.variable]: null, partial: null });
    }
  };
  for (const node of [...Object.values(model.decisions), ...Object.values(model.knowledge)])
    check(node.logic, names, node.id);
}
