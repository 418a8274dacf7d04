import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeTerm, parseTerm } from '@opora/domain';
import { importLimits, importPlan, PlanImportError, type ImportedPlan } from '@opora/domain/plan-import';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { wrongUse } from '../server.ts';

const help = `opora import-plan [ФАЙЛ] [--json] [--period 2023-2024]

Читает план мероприятий (дорожную карту) из docx, xlsx, csv, html или текста; без файла или с «-» — со стандартного ввода.

  --json              вывести разобранный план как JSON
  --period ГОДЫ       период программы: «2023-2024», «2023-2024 учебный год», «2022-2025 годы», «01.09.2023-31.05.2024»
  --strict            код выхода 1, если есть сомнительные места
`;

/** `opora import-plan`: what the screen of the roadmap reads from a file, printed. */
export const importPlanCommand: Command = {
  name: 'import-plan',
  summary: 'прочитать план мероприятий из файла',
  help,
  async run(args, terminal) {
    const { values, positionals } = options(args);
    if (positionals.length > 1)
      throw new UsageError(`Ожидался один файл, названо: ${positionals.join(', ')}.`);
    const period = values.period === undefined ? undefined : periodOf(values.period);
    try {
      const file = positionals[0];
      const bytes = file === undefined || file === '-' ? await readInput(terminal) : await readFile(file);
      const plan = await importPlan(bytes, period ? { period } : {});
      terminal.stdout.write(values.json ? `${JSON.stringify(plan, null, 2)}\n` : printed(plan));
      return values.strict && plan.report.doubtful > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof PlanImportError)) throw error;
      if (values.json) {
        const problems = [{ code: error.code, severity: 'error', message: error.message }];
        terminal.stdout.write(`${JSON.stringify({ measures: [], problems }, null, 2)}\n`);
      }
      terminal.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
};

function options(args: string[]): {
  values: { json?: boolean; period?: string; strict?: boolean };
  positionals: string[];
} {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, period: { type: 'string' }, strict: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(wrongUse(error));
  }
}

function periodOf(text: string): { from: string; to: string } {
  const part = parseTerm(text).parts[0];
  if (part?.kind !== 'range')
    throw new UsageError(`Период «${text}» не читается: ожидались годы, например 2023-2024.`);
  return { from: part.from, to: part.to };
}

/** A file larger than any plan is refused before it is read. */
async function readFile(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'такого файла нет' : error.message;
    throw new PlanImportError('no-file', `Файл «${path}» не открывается: ${reason}.`);
  });
  try {
    const { size } = await file.stat();
    if (size > importLimits.archive) throw tooLarge(size);
    return await file.readFile().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PlanImportError('no-file', `Файл «${path}» не читается: ${reason}.`);
    });
  } finally {
    await file.close();
  }
}

async function readInput(terminal: Terminal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of terminal.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > importLimits.archive) throw tooLarge(size);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(size: number): PlanImportError {
  const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
  const message = `Файл слишком большой: ${megabytes(size)} МБ, можно до ${megabytes(importLimits.archive)} МБ. Оставьте в нём только план, без рисунков и приложений.`;
  return new PlanImportError('too-large', message);
}

function printed(plan: ImportedPlan): string {
  const lines: string[] = [];
  let section = '';
  let table = -1;
  for (const measure of plan.measures) {
    if (measure.table !== table) {
      table = measure.table;
      section = '';
      const { title, place } = plan.tables[table]!;
      lines.push('', `# ${title || 'План'} (${place})`);
    }
    if (measure.section !== section) {
      section = measure.section;
      lines.push('', `## ${section}`);
    }
    lines.push(`${measure.certainty === 'read' ? ' ' : '?'} ${measure.number.padEnd(7)} ${measure.title}`);
    lines.push(field('срок', `${measure.term.text || '—'} → ${describeTerm(measure.term)}`));
    lines.push(field('кто', measure.responsible.join('; ') || '—'));
    if (measure.indicator) lines.push(field('показатель', oneLine(measure.indicator)));
    if (measure.result) lines.push(field('результат', oneLine(measure.result)));
    for (const item of measure.items) lines.push(field('часть', item.title));
    for (const problem of measure.problems)
      if (problem.severity === 'warning')
        lines.push(
          field(
            'проверить',
            problem.message + (problem.suggestion ? ` (возможно: ${problem.suggestion})` : ''),
          ),
        );
  }
  const { report } = plan;
  const { terms, responsible } = report;
  lines.push(
    '',
    `Мероприятий ${report.measures}, частей без номера ${report.items}, требуют внимания ${report.doubtful}.`,
  );
  lines.push(
    `Сроки: прочитано ${terms.read}, сомнительно ${terms.doubtful}, не разобрано ${terms.unreadable}, пусто ${terms.empty}.`,
  );
  lines.push(`Ответственные: указаны у ${responsible.found}, нет у ${responsible.empty}.`);
  if (plan.period)
    lines.push(
      `Период: ${plan.period.from} – ${plan.period.to}${plan.period.text ? ` («${plan.period.text}»)` : ''}.`,
    );
  for (const problem of plan.problems) lines.push(`! ${problem.message}`);
  return `${lines.join('\n').trimStart()}\n`;
}

function field(name: string, text: string): string {
  return `            ${name}: ${text}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
