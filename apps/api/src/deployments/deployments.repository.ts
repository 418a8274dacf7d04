import { Inject, Injectable } from '@nestjs/common';
import type { Deployment, DeploymentRow, Page } from '@opora/contracts';
import type { DecisionModel, Model } from '@opora/engine';
import { type Database, jsonText, type Queryable, subscribeStarts } from '@opora/store';
import { hashOfText } from '../models/hash.ts';
import { newId } from '../platform/ids.ts';
import { packCursor, unpackCursor } from '../platform/page.ts';
import { isoOf } from '../platform/times.ts';
import { type Settings, timeZoneIn } from '../platform/settings.ts';
import { DATABASE, SETTINGS } from '../platform/tokens.ts';
import { keepFolder } from './keep-folder.ts';
import type { Compiled, SourceFile } from './read-files.ts';

/** Who deploys, why, and what belongs into the same transaction. */
export interface DeployedBy {
  login: string | null;
  note?: string | undefined;
  /** Id of the deployment; the same one again is the same deployment. */
  id?: string;
  /** Folder of models; found from the files unless stated. */
  folder?: string;
  /** The files are the whole folder, not a part of it; a stage.json says so too. */
  whole?: boolean;
  before?: (q: Queryable) => Promise<void>;
  after?: (q: Queryable, deployment: Deployment) => Promise<void>;
}

/** The folder that files belong to when nobody says so: that of their stage, else of what they define first. */
const folderOf = ({ stage, processes, decisions, forms }: Compiled): string =>
  stage?.id ?? processes[0]?.model.processId ?? decisions[0]?.id ?? forms[0]?.id ?? '';

/** The latest version of something: whether it has the content that comes, and whether this deployment wrote it. */
interface Latest {
  version: number;
  same: boolean;
  own: boolean;
}

/** The latest versions of all that comes, by what comes (a process by its model); undefined where it is unknown yet. */
async function latestOf(
  q: Queryable,
  compiled: Compiled,
  id: string,
): Promise<Map<object, Latest | undefined>> {
  const known = new Map<object, Latest | undefined>();
  const look = async (what: object, sql: string, params: string[]): Promise<void> => {
    const [last] = await q.query<Latest & Record<string, unknown>>(
      `select version, deployment_id = $1 as own, ${sql} order by version desc limit 1`,
      [id, ...params],
    );
    known.set(what, last);
  };
  for (const { xml, model } of compiled.processes)
    await look(model, 'hash = $3 and xml = $4 as same from process_versions where process_id = $2', [
      ...[model.processId, model.hash, xml],
    ]);
  for (const each of compiled.decisions)
    await look(each, 'hash = $3 as same from decision_versions where decision_id = $2', [each.id, each.hash]);
  for (const each of compiled.forms)
    await look(each, 'hash = $3 as same from form_versions where form_id = $2', [each.id, each.hash]);
  return known;
}

const bindsToDeployment = ({ nodes }: Model): boolean =>
  Object.values(nodes).some(({ called, decision, task }) =>
    [called?.binding, decision?.binding, task?.formBinding?.type].includes('deployment'),
  );

/** Writes deployments, all or nothing. */
@Injectable()
export class DeploymentsRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS)
    private readonly settings: Pick<Settings, 'timeZone'> = { timeZone: timeZoneIn(process.env) },
  ) {}

  /**
   * Stores what is new; content equal to the latest version keeps its version, but for a process that binds something
   * to its deployment: beside anything new it becomes a new version, which means the files deployed with it (Zeebe 8.6).
   * Deploying again under the same id answers the same.
   */
  async deploy(compiled: Compiled, files: SourceFile[], by: DeployedBy): Promise<Deployment> {
    const id = by.id ?? newId();
    return this.database.transaction(async (q) => {
      // One deployment at a time, so that version numbers have no gaps and no twins.
      await q.query("select pg_advisory_xact_lock(hashtext('opora.deploy'))");
      await by.before?.(q);
      await q.query(
        'insert into deployments (id, created_by, note) values ($1, $2, $3) on conflict (id) do nothing',
        [id, by.login, by.note ?? null],
      );
      const deployment: Deployment = {
        id,
        processes: [],
        decisions: [],
        forms: [],
        stage: compiled.stage?.id ?? null,
        problems: compiled.problems,
      };
      const known = await latestOf(q, compiled, id);
      const isAnyNew = [...known.values()].some((last) => !last?.same);
      for (const { file, xml, model } of compiled.processes) {
        const name = model.name ?? null;
        const last = known.get(model);
        const isNew = !last?.same || (isAnyNew && bindsToDeployment(model));
        const version = isNew ? (last?.version ?? 0) + 1 : last.version;
        if (isNew) {
          await q.query(
            'insert into process_versions (process_id, version, deployment_id, hash, version_tag, name, file, xml, model) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
            [
              model.processId,
              version,
              id,
              model.hash,
              model.versionTag ?? null,
              name,
              file,
              xml,
              jsonText(model),
            ],
          );
          await subscribeStarts(q, model, version, { now: Date.now(), timeZone: this.settings.timeZone });
        }
        deployment.processes.push({
          id: model.processId,
          version,
          hash: model.hash,
          name,
          new: isNew || last.own,
        });
      }
      for (const decision of compiled.decisions) {
        const { file, xml, id: decisionId, name, hash, model } = decision;
        const last = known.get(decision);
        const version = last?.same ? last.version : (last?.version ?? 0) + 1;
        if (!last?.same) {
          await q.query(
            'insert into decision_versions (decision_id, version, deployment_id, hash, version_tag, name, file, xml, model) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
            [
              ...[decisionId, version, id, hash],
              model.decisions[decisionId]?.versionTag ?? null,
              ...[name, file, xml, jsonText(model)],
            ],
          );
        }
        deployment.decisions.push({ id: decisionId, version, hash, name, new: !last?.same || last.own });
      }
      for (const form of compiled.forms) {
        const { file, id: formId, hash, schema } = form;
        const last = known.get(form);
        const version = last?.same ? last.version : (last?.version ?? 0) + 1;
        if (!last?.same)
          await q.query(
            'insert into form_versions (form_id, version, deployment_id, hash, file, schema) values ($1, $2, $3, $4, $5, $6)',
            [formId, version, id, hash, file, jsonText(schema)],
          );
        deployment.forms.push({ id: formId, version, hash, new: !last?.same || last.own });
      }
      if (compiled.stage) {
        const { stage } = compiled;
        await q.query(
          `insert into stages (process_id, title, "order", roles, input, outcomes) values ($1, $2, $3, $4, $5, $6)
           on conflict (process_id) do update set title = excluded.title, "order" = excluded."order", roles = excluded.roles, input = excluded.input, outcomes = excluded.outcomes, deployed_at = now()`,
          [
            stage.id,
            jsonText(stage.title),
            stage.order,
            stage.roles,
            jsonText(stage.input),
            jsonText(stage.outcomes),
          ],
        );
      }
      await keepFolder(
        q,
        id,
        by.folder ?? folderOf(compiled),
        files,
        by.whole ?? compiled.stage !== undefined,
      );
      await q.query("select pg_notify('opora_events', $1)", [JSON.stringify({ deployment: id })]);
      await by.after?.(q, deployment);
      return deployment;
    });
  }

  /** Whether some deployment left a folder with exactly these files. */
  async wasDeployed(folder: string, files: { name: string; content: string }[]): Promise<boolean> {
    const [row] = await this.database.query(
      `select 1 from deployments d where folder = $1 and
         (select array_agg(path || ':' || hash order by path || ':' || hash) from deployment_files f where f.deployment_id = d.id)
           = (select array_agg(x order by x) from unnest($2::text[]) x) limit 1`,
      [folder, files.map(({ name, content }) => `${name}:${hashOfText(content)}`)],
    );
    return row !== undefined;
  }

  /** Names that processes refer to and that are deployed nowhere. */
  async missing(kind: 'form' | 'decision' | 'process', ids: string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select distinct ${kind}_id as id from ${kind}_versions where ${kind}_id = any($1::text[])`,
      [ids],
    );
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id));
  }

  /** The newest deployed DMN model of a namespace. */
  async decisionsOf(namespace: string): Promise<DecisionModel | undefined> {
    const [row] = await this.database.query<{ model: DecisionModel }>(
      "select model from decision_versions where model ->> 'namespace' = $1 order by created_at desc, version desc limit 1",
      [namespace],
    );
    return row?.model;
  }

  /** Deployments, newest first. */
  async find(query: { limit: number; cursor?: string | undefined }): Promise<Page<DeploymentRow>> {
    const cursor = unpackCursor(query.cursor, 1);
    const [count] = await this.database.query<{ total: number }>(
      'select count(*)::int as total from deployments',
    );
    const rows = await this.database.query<{
      id: string;
      created_at: Date;
      created_by: string | null;
      processes: DeploymentRow['processes'];
      files: string[];
    }>(
      `select d.id::text, d.created_at, d.created_by,
         coalesce((select json_agg(json_build_object('id', p.process_id, 'version', p.version)) from process_versions p where p.deployment_id = d.id), '[]') as processes,
         coalesce((select json_agg(distinct f.file) from (select file from process_versions where deployment_id = d.id union select file from decision_versions where deployment_id = d.id
           union select file from form_versions where deployment_id = d.id) f), '[]') as files
       from deployments d where $1::uuid is null or (d.created_at, d.id) < (select created_at, id from deployments where id = $1::uuid)
       order by d.created_at desc, d.id desc limit $2`,
      [cursor?.[0] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    return {
      items: shown.map(({ id, created_at, created_by, processes, files }) => ({
        id,
        createdAt: isoOf(created_at),
        createdBy: created_by,
        processes,
        files,
      })),
      total: count!.total,
      next: rows.length > query.limit ? packCursor([shown.at(-1)!.id]) : null,
    };
  }
}
