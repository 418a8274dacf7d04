import { createHash } from 'node:crypto';
import type { DeploymentProblem } from '@opora/contracts';
import { type Stage, stageSchema } from '@opora/domain';
import type { DecisionModel, Json, Model } from '@opora/engine';
import { compile, compileDecision } from '@opora/engine/compile';

/** A file to deploy. */
export interface SourceFile {
  name: string;
  content: string;
}

/** What files hold when they are compiled, and everything that is wrong with them. */
export interface Compiled {
  processes: { file: string; xml: string; model: Model }[];
  decisions: {
    file: string;
    xml: string;
    id: string;
    name: string | null;
    hash: string;
    model: DecisionModel;
  }[];
  forms: { file: string; id: string; hash: string; schema: { [key: string]: Json } }[];
  stage?: Stage;
  problems: DeploymentProblem[];
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compiles all files; problems of all of them are reported at once. */
export async function readFiles(files: SourceFile[]): Promise<Compiled> {
  const compiled: Compiled = { processes: [], decisions: [], forms: [], problems: [] };
  const problem = (file: string, rule: string, message: string, elementId: string | null = null): void => {
    compiled.problems.push({ file, elementId, rule, message, severity: 'error' });
  };
  for (const file of files) {
    const kind =
      file.name.split('/').at(-1) === 'stage.json' ? 'stage' : file.name.split('.').at(-1)?.toLowerCase();
    if (kind === 'bpmn') await readProcess(file, compiled);
    else if (kind === 'dmn') await readDecision(file, compiled);
    else if (kind === 'form') readForm(file, compiled, problem);
    else if (kind === 'stage') readStage(file, compiled, problem);
    else
      problem(
        file.name,
        'unknown-file',
        `Ожидается файл .bpmn, .dmn, .form или stage.json, получен «${file.name}».`,
      );
  }
  for (const [what, ids] of [
    ['process', compiled.processes.map(({ file, model }) => [model.processId, file] as const)],
    ['decision', compiled.decisions.map(({ id, file }) => [id, file] as const)],
    ['form', compiled.forms.map(({ id, file }) => [id, file] as const)],
  ] as const) {
    const first = new Map<string, string>();
    for (const [id, file] of ids) {
      const other = first.get(id);
      if (other !== undefined)
        problem(
          file,
          `duplicate-${what}`,
          `«${id}» есть и в файле ${other}, и в файле ${file}: оставьте один.`,
          id,
        );
      first.set(id, file);
    }
  }
  return compiled;
}

async function readProcess({ name, content }: SourceFile, compiled: Compiled): Promise<void> {
  const { models, problems } = await compile(content);
  for (const { elementId, elementType, rule, message, severity, line } of problems) {
    compiled.problems.push({
      file: name,
      elementId: elementId ?? null,
      elementType: elementType ?? null,
      rule,
      message,
      severity,
      ...(line === undefined ? {} : { line }),
    });
  }
  compiled.processes.push(...models.map((model) => ({ file: name, xml: content, model })));
}

async function readDecision({ name, content }: SourceFile, compiled: Compiled): Promise<void> {
  const { model, problems } = await compileDecision(content);
  for (const { elementId, elementType, rule, message, severity } of problems) {
    compiled.problems.push({
      file: name,
      elementId: elementId ?? null,
      elementType: elementType ?? null,
      rule,
      message,
      severity,
    });
  }
  if (!model) return;
  const hash = hashOf(content);
  for (const decision of Object.values(model.decisions))
    compiled.decisions.push({ file: name, xml: content, id: decision.id, name: decision.name, hash, model });
}

function readForm(
  { name, content }: SourceFile,
  compiled: Compiled,
  problem: (file: string, rule: string, message: string) => void,
): void {
  let schema: unknown;
  try {
    schema = JSON.parse(content);
  } catch (error) {
    return problem(name, 'json', `Файл формы не читается как JSON: ${(error as Error).message}`);
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    return problem(name, 'form', 'Форма должна быть объектом JSON.');
  const { id, components } = schema as { id?: unknown; components?: unknown };
  if (typeof id !== 'string' || id === '')
    return problem(name, 'form-id', 'У формы нет идентификатора: добавьте поле id.');
  if (!Array.isArray(components))
    return problem(name, 'form-components', `У формы «${id}» нет списка components.`);
  const broken = components.findIndex(
    (component) =>
      typeof component !== 'object' ||
      component === null ||
      typeof (component as { type?: unknown }).type !== 'string',
  );
  if (broken >= 0)
    return problem(name, 'form-component', `У формы «${id}» нет вида (type) у поля номер ${broken + 1}.`);
  compiled.forms.push({
    file: name,
    id,
    hash: hashOf(JSON.stringify(schema)),
    schema: schema as { [key: string]: Json },
  });
}

function readStage(
  { name, content }: SourceFile,
  compiled: Compiled,
  problem: (file: string, rule: string, message: string) => void,
): void {
  try {
    const result = stageSchema.safeParse(JSON.parse(content));
    if (result.success) compiled.stage = result.data;
    else
      for (const { path, message } of result.error.issues)
        problem(name, 'stage', `${path.join('.')}: ${message}`);
  } catch (error) {
    problem(name, 'json', `stage.json не читается как JSON: ${(error as Error).message}`);
  }
}
