import {
  check,
  type CaseState,
  type JournalEntry,
  migrate,
  type Model,
  rebuild,
  type Rejection,
  start,
  type Stimulus,
} from '@opora/engine';
import {
  type BatchAct,
  batchOperations,
  type BatchOperationDefinition,
  type BatchSubject,
  type Database,
} from '@opora/store';
import type { NewBatch } from '@opora/store';

/** What an operation would do with one case. */
export type Prospect =
  { state: 'done' } | { state: 'skipped'; outcome: Rejection } | { state: 'refused'; outcome: Rejection };

/** Cases whose journals are read at once. */
const portion = 100;

type Item = NewBatch['items'][number] & Pick<BatchSubject, 'status' | 'processId' | 'version'>;

/**
 * Says what a batch would do, case by case: the engine decides over the states that the stored journals give, and
 * nothing is sent to any case. Answers in the order of the items.
 */
export async function dryRun(
  database: Database,
  batch: Pick<NewBatch, 'operation' | 'parameters' | 'createdBy' | 'reason'> & { items: Item[] },
): Promise<Prospect[]> {
  const operation = batchOperations[batch.operation] as BatchOperationDefinition;
  const models = new ModelShelf(database);
  const prospects: Prospect[] = [];
  for (let at = 0; at < batch.items.length; at += portion) {
    const items = batch.items.slice(at, at + portion);
    const states = await statesOf(
      database,
      items.flatMap(({ caseId, refused, status }) => (refused || status === undefined ? [] : [caseId])),
    );
    for (const { caseId, role, payload, refused, ...known } of items) {
      if (refused) {
        prospects.push({ state: 'refused', outcome: refused });
        continue;
      }
      const subject: BatchSubject = { caseId, role: role ?? null, payload: payload ?? null, ...known };
      const plan = await operation.plan(database, subject, batch.parameters, batch.createdBy);
      if ('skip' in plan) {
        prospects.push({ state: 'skipped', outcome: { code: plan.skip, message: '' } });
        continue;
      }
      let outcome: Rejection | undefined;
      for (const act of plan.acts)
        outcome ??= await refusalOf(act, subject, states.get(caseId), models, batch.createdBy);
      prospects.push(outcome ? { state: 'refused', outcome } : { state: 'done' });
    }
  }
  return prospects;
}

async function refusalOf(
  { kind, payload }: BatchAct,
  { processId, version, role }: BatchSubject,
  state: CaseState | undefined,
  models: ModelShelf,
  user: string,
): Promise<Rejection | undefined> {
  const notDeployed = (id: unknown, number: unknown): Rejection => ({
    code: 'not-deployed',
    message: `process ${String(id)} version ${String(number)} is not deployed`,
  });
  if (kind === 'start-case') {
    const model = await models.get(payload['processId'] as string, payload['version'] as number);
    if (!model) return notDeployed(payload['processId'], payload['version']);
    return start(model, { variables: payload['variables'] as { [name: string]: string } }, Date.now())
      .rejected;
  }
  const model = await models.get(processId!, version!);
  if (!model || !state) return notDeployed(processId, version);
  if (kind === 'migrate') {
    const target = payload['target'] as { processId: string; version: number };
    const to = await models.get(target.processId, target.version);
    if (!to) return notDeployed(target.processId, target.version);
    return migrate(
      model,
      to,
      state,
      { mapping: payload['mapping'] as { [from: string]: string } },
      Date.now(),
    ).rejected;
  }
  const actor = role === null ? { user } : { user, role };
  return check(model, state, { ...payload, type: kind, actor } as unknown as Stimulus);
}

/** States of cases as their journals in the read model give them. */
export async function statesOf(database: Database, ids: string[]): Promise<Map<string, CaseState>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ case_id: string; entries: JournalEntry[] }>(
    'select case_id, jsonb_agg(entry order by number) as entries from journal where case_id = any ($1::text[]) group by case_id',
    [ids],
  );
  return new Map(rows.map(({ case_id, entries }) => [case_id, rebuild(entries)]));
}

/** Models of versions, each read once. */
class ModelShelf {
  private readonly known = new Map<string, Model | undefined>();

  constructor(private readonly database: Database) {}

  async get(processId: string, version: number): Promise<Model | undefined> {
    const key = `${processId} ${version}`;
    if (!this.known.has(key)) {
      const [row] = await this.database.query<{ model: Model }>(
        'select model from process_versions where process_id = $1 and version = $2',
        [processId, version],
      );
      this.known.set(key, row?.model);
    }
    return this.known.get(key);
  }
}
