import type { Json, Model } from '@opora/engine';
import type { ProcessCall, ResolvedProcess } from '@opora/host';
import type { Queryable } from './database.ts';

/** A definition that a case names is not deployed. */
export class NotDeployed extends Error {
  constructor(what: string) {
    super(`${what} is not deployed; deploy it and try again.`);
    this.name = 'NotDeployed';
  }
}

/** How a call or a business rule task picks a version. */
export interface Binding {
  binding: 'latest' | 'deployment' | 'versionTag';
  versionTag?: string;
  /** Version of the case that asks: its deployment decides for the binding `deployment`. */
  caller?: { processId: string; version: number };
  /** Model of the case that asks, where its version is not known. */
  callerHash?: string;
}

/** The process version that a call activity means; throws `NotDeployed`. */
export async function resolveProcess(q: Queryable, call: ProcessCall): Promise<ResolvedProcess> {
  const { where, params } = bound(call);
  const [row] = await q.query<{ version: number; model: Model }>(
    `select d.version, d.model from process_versions d where d.process_id = $1${where} order by d.version desc limit 1`,
    [call.processId, ...params],
  );
  if (!row) throw new NotDeployed(`Process "${call.processId}"${describe(call)}`);
  return row;
}

/** A deployed version of a process by number, or the latest; undefined when there is none. */
export async function findProcess(
  q: Queryable,
  processId: string,
  version?: number,
): Promise<ResolvedProcess | undefined> {
  const [row] = await q.query<{ version: number; model: Model }>(
    `select version, model from process_versions where process_id = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [processId, version ?? null],
  );
  return row;
}

/** A deployed decision with its compiled model. */
export interface ResolvedDecision {
  version: number;
  hash: string;
  model: Json;
}

/** The decision version that a business rule task means; throws `NotDeployed`. */
export async function resolveDecision(
  q: Queryable,
  decisionId: string,
  choice: Binding,
): Promise<ResolvedDecision> {
  const { where, params } = bound(choice);
  const [row] = await q.query<{ version: number; hash: string; model: Json }>(
    `select d.version, d.hash, d.model from decision_versions d where d.decision_id = $1${where} order by d.version desc limit 1`,
    [decisionId, ...params],
  );
  if (!row) throw new NotDeployed(`Decision "${decisionId}"${describe(choice)}`);
  return { version: row.version, hash: row.hash, model: row.model };
}

/** A deployed form. */
export interface ResolvedForm {
  id: string;
  version: number;
  schema: { [key: string]: Json };
}

/** The version of a form that a task means: its tag is the `versionTag` of the form itself; undefined when there is none. */
export async function findForm(
  q: Queryable,
  formId: string,
  choice: Binding,
): Promise<ResolvedForm | undefined> {
  const { where, params } = bound(choice, "d.schema ->> 'versionTag'");
  const [row] = await q.query<{ version: number; schema: ResolvedForm['schema'] }>(
    `select d.version, d.schema from form_versions d where d.form_id = $1${where} order by d.version desc limit 1`,
    [formId, ...params],
  );
  return row && { id: formId, ...row };
}

/** A definition that is not in the caller's own deployment is taken as it stood when that was deployed. */
function bound(choice: Binding, tag = 'd.version_tag'): { where: string; params: unknown[] } {
  if (choice.binding === 'versionTag')
    return { where: ` and ${tag} = $2`, params: [choice.versionTag ?? ''] };
  if (choice.binding === 'latest') return { where: '', params: [] };
  const { caller, callerHash = '' } = choice;
  const which = caller?.version === undefined ? 'p.hash = $2' : 'p.process_id = $2 and p.version = $3';
  return {
    where: ` and d.created_at <= (select max(p.created_at) from process_versions p where ${which})`,
    params: caller?.version === undefined ? [callerHash] : [caller.processId, caller.version],
  };
}

const describe = (choice: Binding): string =>
  choice.binding === 'versionTag'
    ? ` with version tag "${choice.versionTag}"`
    : choice.binding === 'deployment'
      ? ' in the deployment of the calling model'
      : '';
