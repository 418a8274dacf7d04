import type { DecisionModel } from '@opora/engine';
import { compile, compileDecision } from '@opora/engine/compile';
import type { StageFolder } from './folders.ts';
import type { Deployed } from './run-scenario.ts';

/** Compiles all folders together, as one deployment; a problem of severity `error` is thrown with its place. */
export async function deployFolders(folders: StageFolder[]): Promise<Deployed> {
  const deployed: Deployed = { models: [], decisions: new Map(), forms: new Map() };
  for (const folder of folders) {
    const { models, problems } = await compile(folder.bpmn);
    refuse(`${folder.id}.bpmn`, problems);
    deployed.models.push(...models);
    for (const form of folder.forms.values()) deployed.forms.set(form.id, form);
    for (const [file, xml] of folder.decisions) {
      const compiled = await compileDecision(xml);
      refuse(file, compiled.problems);
      for (const id of decisionIds(compiled.model)) deployed.decisions.set(id, compiled.model!);
    }
  }
  return deployed;
}

const decisionIds = (model: DecisionModel | undefined): string[] => Object.keys(model?.decisions ?? {});

function refuse(file: string, problems: { severity: string; message: string; elementId?: string }[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(
      `${file}: ${errors.map(({ elementId, message }) => `${elementId ?? 'file'}: ${message}`).join('; ')}`,
    );
}
