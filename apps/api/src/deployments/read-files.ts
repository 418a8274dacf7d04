import { createHash } from 'node:crypto';
import { type DeploymentProblem, inRussian, readForm } from '@opora/contracts';
import { type Stage, stageSchema } from '@opora/domain';
import { type DecisionModel, type Json, type Model, TimeError, timerStarts } from '@opora/engine';
import { compile, compileDecisions, type CompiledDecisions } from '@opora/engine/compile';

/** A file to deploy; bytes that came over the wire are read as UTF-8. */
export interface SourceFile {
  name: string;
  content: string | Uint8Array;
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

/** Finds the deployed DMN model of a namespace: files may import one that is deployed already. */
export type KnownDecisions = (namespace: string) => Promise<DecisionModel | undefined>;

/** Compiles all files; problems of all of them are reported at once. */
export async function readFiles(files: SourceFile[], known?: KnownDecisions): Promise<Compiled> {
  const decisions: TextFile[] = [];
  const compiled: Compiled = { processes: [], decisions: [], forms: [], problems: [] };
  const problem = (file: string, rule: string, message: string, elementId: string | null = null): void => {
    compiled.problems.push({ file, elementId, rule, message, severity: 'error' });
  };
  for (const { name, content: raw } of files) {
    const content = typeof raw === 'string' ? raw : textOf(raw);
    if (content === undefined) {
      problem(
        name,
        'encoding',
        'Файл не в кодировке UTF-8 (или это не текст). Откройте его в редакторе и сохраните в UTF-8.',
      );
      continue;
    }
    const file = { name, content };
    const kind =
      file.name.split('/').at(-1) === 'stage.json' ? 'stage' : file.name.split('.').at(-1)?.toLowerCase();
    if (kind === 'bpmn') await readProcess(file, compiled);
    else if (kind === 'dmn') decisions.push(file);
    else if (kind === 'form') readFormFile(file, compiled, problem);
    else if (kind === 'stage') readStage(file, compiled, problem);
    // Scenarios and notes are kept with the version; the engine does not read them.
    else if (kind === 'yaml' || kind === 'yml' || kind === 'md') continue;
    else
      problem(
        file.name,
        'unknown-file',
        `Ожидается файл .bpmn, .dmn, .form, .yaml, .md или stage.json, получен «${file.name}».`,
      );
  }
  const compiledDecisions = await compileDecisions(
    decisions.map(({ content }) => content),
    known,
  );
  decisions.forEach((file, i) => readDecision(file, compiledDecisions[i]!, compiled));
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

interface TextFile {
  name: string;
  content: string;
}

/** Bytes as text; undefined where they are no UTF-8 or hold the NUL character, which no text has and PostgreSQL refuses. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Longest id of a process, decision or form: it becomes a Temporal workflow type and a key of an index. */
const longestId = 200;

async function readProcess({ name, content }: TextFile, compiled: Compiled): Promise<void> {
  const { models, problems } = await compile(content);
  for (const { elementId, elementType, rule, message, severity, line } of problems) {
    compiled.problems.push({
      file: name,
      elementId: elementId ?? null,
      elementType: elementType ?? null,
      rule,
      message: inRussian(rule, message),
      severity,
      ...(line === undefined ? {} : { line }),
    });
  }
  for (const model of models) {
    checkTimerStarts(name, model, compiled);
    if (model.processId.length <= longestId) compiled.processes.push({ file: name, xml: content, model });
    else compiled.problems.push(tooLong(name, model.processId));
  }
}

const tooLong = (file: string, id: string): DeploymentProblem => ({
  file,
  elementId: id.slice(0, 80),
  rule: 'id-too-long',
  message: `Идентификатор «${id.slice(0, 40)}…» длиннее ${longestId} знаков: сократите его.`,
  severity: 'error',
});

/** A process that starts by a time it cannot read would never start. */
function checkTimerStarts(file: string, model: Model, compiled: Compiled): void {
  try {
    timerStarts(model, Date.now(), 'UTC');
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    const start = model.starts.find(({ trigger }) => trigger.kind === 'timer');
    compiled.problems.push({
      file,
      elementId: start?.node ?? null,
      rule: 'timer',
      message: inRussian('timer', error.message),
      severity: 'error',
    });
  }
}

function readDecision(
  { name, content }: TextFile,
  { model, problems }: CompiledDecisions,
  compiled: Compiled,
): void {
  for (const { elementId, elementType, rule, message, severity } of problems) {
    compiled.problems.push({
      file: name,
      elementId: elementId ?? null,
      elementType: elementType ?? null,
      rule,
      message: inRussian(rule, message),
      // A file without any decision changes nothing, which is never what its sender meant.
      severity: rule === 'no-decision' ? 'error' : severity,
    });
  }
  if (!model) return;
  // What a file imports is a part of it: when that changes, so does the decision.
  const hash = hashOf(model.imports ? `${content}\n${JSON.stringify(model.imports)}` : content);
  for (const decision of Object.values(model.decisions)) {
    if (decision.id.length > longestId) compiled.problems.push(tooLong(name, decision.id));
    else
      compiled.decisions.push({
        file: name,
        xml: content,
        id: decision.id,
        name: decision.name,
        hash,
        model,
      });
  }
}

function readFormFile(
  { name, content }: TextFile,
  compiled: Compiled,
  problem: (file: string, rule: string, message: string, elementId?: string | null) => void,
): void {
  const { schema, faults } = readForm(content);
  for (const { rule, field, message } of faults) problem(name, rule, message, field);
  if (!schema) return;
  const { id } = schema;
  if (id.length > longestId) return void compiled.problems.push(tooLong(name, id));
  compiled.forms.push({
    file: name,
    id,
    hash: hashOf(JSON.stringify(schema)),
    schema: schema as { [key: string]: Json },
  });
}

function readStage(
  { name, content }: TextFile,
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
