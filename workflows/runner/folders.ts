import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stageSchema, type Stage } from '@opora/domain';
import { readScenario, type Form, type Scenario } from '@opora/modeling';

/** Folder that holds the folders of the processes. */
export const workflowsFolder = new URL('..', import.meta.url).pathname;

/** One folder of `workflows/` as it is read from the disk. */
export interface StageFolder {
  id: string;
  stage: Stage;
  bpmn: string;
  forms: Map<string, Form>;
  /** Texts of the DMN files by file name. */
  decisions: Map<string, string>;
  scenarios: { file: string; scenario: Scenario }[];
}

const files = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];

/** Reads every folder with a `stage.json`, the parent process first. */
export function readStageFolders(root = workflowsFolder): StageFolder[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'stage.json')))
    .map((name) => readStageFolder(join(root, name)))
    .sort((a, b) => a.stage.order - b.stage.order);
}

function readStageFolder(folder: string): StageFolder {
  const id = basename(folder);
  const text = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
  return {
    id,
    stage: stageSchema.parse(JSON.parse(text('stage.json'))),
    bpmn: text(`${id}.bpmn`),
    forms: new Map(
      files(join(folder, 'forms'), '.form').map((file) => [file, JSON.parse(text('forms', file)) as Form]),
    ),
    decisions: new Map(
      files(join(folder, 'decisions'), '.dmn').map((file) => [file, text('decisions', file)]),
    ),
    scenarios: files(join(folder, 'scenarios'), '.yaml').map((file) => ({
      file: `${id}/scenarios/${file}`,
      scenario: named(`${id}/scenarios/${file}`, () => readScenario(text('scenarios', file))),
    })),
  };
}

function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
