import { readXml, type ModdleElement } from '@opora/engine/compile';
import { checkScenario, scenarioText, scenarioWorld, type Form, type ScenarioRule } from '@opora/modeling';
import type { FileCheck } from './file-check.ts';
import { folderOf } from './folder-of.ts';

/** Diagrams as they were read last: scenarios of a folder are checked one after the other. */
const read = new Map<string, Promise<ModdleElement | undefined>>();
const KEPT = 40;

function definitionsOf(text: string): Promise<ModdleElement | undefined> {
  const before = read.get(text);
  if (before) return before;
  const definitions = readXml(text).then((found) => found.definitions);
  read.set(text, definitions);
  if (read.size > KEPT) read.delete(read.keys().next().value!);
  return definitions;
}

/** What is wrong with the scenario as a text; this much can be said without the diagrams. */
const ofText: ReadonlySet<ScenarioRule> = new Set([
  'scenario-text',
  'scenario-unknown-key',
  'scenario-missing',
  'scenario-value',
  'scenario-duration',
  'scenario-nothing',
  'scenario-several',
]);

/**
 * What is wrong with a scenario before it is played. It is never deployed itself, so that nothing of it forbids a deployment: all
 * are warnings. `files` are the diagrams and forms of all folders, those of its own without a folder before them, and its stage.json.
 */
export const checkScenarioFile: FileCheck = async ({ text, files, language }) => {
  const diagrams = await Promise.all(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.bpmn'))
      .map(async ([name, content]) => ({
        own: !name.includes('/'),
        definitions: await definitionsOf(content),
      })),
  );
  const stage = folderOf(files);
  const own = diagrams.filter((each) => each.own);
  const world = scenarioWorld(
    { folder: stage, own: own.flatMap(({ definitions }) => definitions ?? []) },
    diagrams.flatMap(({ definitions }) => definitions ?? []),
    Object.entries(files).flatMap(([name, content]) => (name.endsWith('.form') ? formOf(content) : [])),
  );
  const unsure = stage === '' || own.length === 0 || own.some(({ definitions }) => !definitions);
  return checkScenario(text, world)
    .filter(({ rule }) => !unsure || ofText.has(rule))
    .map((problem) => ({
      message: scenarioText(problem, language),
      severity: 'warning',
      line: problem.line,
      rule: problem.rule,
    }));
};

function formOf(text: string): Form[] {
  try {
    const form = JSON.parse(text) as Form;
    return typeof form.id === 'string' && Array.isArray(form.components) ? [form] : [];
  } catch {
    return [];
  }
}
