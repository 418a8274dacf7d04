import { Inject, Injectable } from '@nestjs/common';
import type { Consequences, consequencesQuerySchema } from '@opora/contracts';
import { type CaseState, migrate, type Model } from '@opora/engine';
import { compile } from '@opora/engine/compile';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { placeVisible } from '../access/predicates.ts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { statesOf } from '../batches/dry-run.ts';
import { Conditions } from '../platform/conditions.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { ModelsRepository } from './models.repository.ts';
import { obstacleWords } from './obstacle-words.ts';

/** Cases whose journals are read at once, cases that are named, and cases that are tried at most. */
const PORTION = 100;
const NAMED = 200;
const LIMIT = 10_000;

interface Running extends Record<string, unknown> {
  id: string;
  version: number;
  title: string | null;
  school_id: string | null;
  school_name: string | null;
}

/** Shows what deploying a draft means for the cases that run: where they stand, which could move to it and which not. */
@Injectable()
export class ConsequencesService {
  constructor(
    private readonly models: ModelsRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Tries the migration of every running case to the draft; nothing is sent to any case. */
  async show(
    user: CurrentUser,
    folder: string,
    { process, mappings }: z.output<typeof consequencesQuerySchema>,
  ): Promise<Consequences> {
    if (!roleAnywhere(user, 'deployment.create'))
      throw forbidden('Последствия развёртывания видят координатор и администратор.');
    const to = await this.draft(folder, process);
    const rows = await this.running(user, process);
    const olds = await this.versionsOf(process);
    const result: Consequences = { process, versions: [], total: rows.length, possible: 0, cases: [] };
    const standing = new Map<number, Map<string, number>>();
    const counts = new Map<number, number>();
    for (let at = 0; at < rows.length; at += PORTION) {
      const portion = rows.slice(at, at + PORTION);
      const states = await statesOf(
        this.database,
        portion.map(({ id }) => id),
      );
      for (const row of portion) {
        const [from, state] = [olds.get(row.version), states.get(row.id)];
        if (!from || !state) continue;
        const elements = standingAt(from, state);
        const perElement = standing.get(row.version) ?? new Map<string, number>();
        for (const id of new Set(elements)) perElement.set(id, (perElement.get(id) ?? 0) + 1);
        standing.set(row.version, perElement);
        counts.set(row.version, (counts.get(row.version) ?? 0) + 1);
        const mapping = mappings[String(row.version)] ?? {};
        const { rejected } = migrate(from, to, state, { mapping }, Date.now());
        if (!rejected) result.possible += 1;
        result.cases.push({
          caseId: row.id,
          title: row.title,
          school:
            row.school_id === null ? null : { id: row.school_id, name: row.school_name ?? row.school_id },
          version: row.version,
          elements,
          possible: !rejected,
          problems: rejected
            ? (rejected.details ?? [{ message: rejected.message }]).map((each) => ({
                elementId: each.node ?? null,
                message: obstacleWords(from, to, mapping, each),
              }))
            : [],
        });
      }
    }
    result.versions = [...counts]
      .sort(([a], [b]) => b - a)
      .map(([version, cases]) => ({
        version,
        cases,
        elements: [...(standing.get(version) ?? [])].map(([elementId, n]) => ({ elementId, cases: n })),
      }));
    result.cases = result.cases.sort((a, b) => Number(a.possible) - Number(b.possible)).slice(0, NAMED);
    return result;
  }

  /** The draft's process, compiled; a draft that cannot be deployed has no consequences to show. */
  private async draft(folder: string, process: string): Promise<Model> {
    const files = (await this.models.files(folder)).filter(({ state }) => state !== 'deleted');
    if (files.length === 0) throw notFound('Папки моделей', folder);
    for (const { path, text } of files) {
      if (!path.endsWith('.bpmn')) continue;
      const { models, problems } = await compile(text);
      const errors = problems.filter(({ severity }) => severity === 'error');
      const found = models.find(({ processId }) => processId === process);
      if (found) return found;
      if (
        errors.length > 0 &&
        new RegExp(`\\sid="${process.replace(/[^\p{L}\p{N}_-]/gu, '.')}"`, 'u').test(text)
      )
        throw new Problem('bad-deployment', 'В черновике есть ошибки: сначала исправьте их.', {
          errors: errors.map(({ elementId, message }) => ({
            path: [path, elementId].filter(Boolean).join('#'),
            message,
          })),
        });
    }
    throw notFound('Процесса в черновике', process);
  }

  private async running(user: CurrentUser, process: string): Promise<Running[]> {
    const where = new Conditions();
    where.and(`c.process_id = ${where.bind(process)}`).and("c.status in ('active', 'suspended')");
    where.and(placeVisible(user, 'c', where));
    return this.database.query<Running>(
      `select c.id, c.version, c.title, c.school_id, s.short_name as school_name from cases c left join schools s on s.id = c.school_id
       where ${where.text} order by c.started_at limit ${LIMIT}`,
      where.params,
    );
  }

  private async versionsOf(process: string): Promise<Map<number, Model>> {
    const rows = await this.database.query<{ version: number; model: Model }>(
      `select version, model from process_versions where process_id = $1
       and exists (select 1 from cases c where c.process_id = $1 and c.version = process_versions.version and c.ended_at is null)`,
      [process],
    );
    return new Map(rows.map(({ version, model }) => [version, model]));
  }
}

/** Elements at which a case has work or waits; scopes around them are left out. */
function standingAt(model: Model, state: CaseState): string[] {
  const instances = Object.values(state.elements).flatMap((page) => Object.values(page));
  return instances.flatMap(({ node }) => {
    const found = model.nodes[node];
    return found === undefined || found.children !== undefined ? [] : [node];
  });
}
