import {
  nextOfCycle,
  timerStarts,
  type Expression,
  type Json,
  type Model,
  type TimerDetails,
  type Variables,
} from '@opora/engine';
import type { TimerStartInput } from '@opora/host';
import { newCaseId } from './case-id.ts';
import { openCommand } from './commands.ts';
import type { Database, Queryable, Row } from './database.ts';
import { jsonText } from './json.ts';
import { derivedId } from './derived-id.ts';

/** When a timer start event happens next, and in which time zone its calendar is read. */
type NextStart = TimerDetails & { timeZone: string };

/** A start event that something outside sets off. */
export interface StartEvent extends Row {
  process_id: string;
  node: string;
  ordinal: number;
  version: number;
  parallel: boolean;
}

/** Columns of a start event, for the queries that find one. */
export const startColumns = 's.process_id, s.node, s.ordinal, s.version, s.parallel';

/** What the outbox needs to start a case at an event. */
export const startPayload = (
  processId: string,
  version: number,
  startNode: string,
  variables: Variables,
): Json => ({ processId, version, startNode, variables });

/** Text of an expression that is a text: `approved` or `= "approved"`. */
const fixedText = (expression: Expression): string | null =>
  'text' in expression ? expression.text : (/^\s*"([^"\\]*)"\s*$/.exec(expression.feel)?.[1] ?? null);

/**
 * Start events of a new version take over from those of the one before; a date that has started a case does not start
 * another because the version is new. Timers are handed to Temporal by a command. Needs a transaction.
 */
export async function subscribeStarts(
  q: Queryable,
  model: Model,
  version: number,
  clock: { now: number; timeZone: string },
): Promise<void> {
  const before = await q.query<{
    node: string;
    ordinal: number;
    trigger: { kind: string; date?: Expression };
    spent: boolean;
  }>(
    `delete from start_subscriptions where process_id = $1 returning node, ordinal, trigger, kind = 'timer' and timer is null as spent`,
    [model.processId],
  );
  const timers = timerStarts(model, clock.now, clock.timeZone);
  const counts = new Map<string, number>();
  let timed = 0;
  for (const { node, trigger } of model.starts) {
    if (trigger.kind !== 'message' && trigger.kind !== 'signal' && trigger.kind !== 'timer') continue;
    const ordinal = counts.get(node) ?? 0;
    counts.set(node, ordinal + 1);
    let timer: NextStart | null = null;
    if (trigger.kind === 'timer') {
      timer = { ...timers[timed++]!.timer, timeZone: clock.timeZone };
      const spent = before.find((one) => one.node === node && one.ordinal === ordinal && one.spent);
      // A date is one text or expression: its JSON has one key, so that its order does not matter.
      if (trigger.date && JSON.stringify(spent?.trigger.date) === JSON.stringify(trigger.date)) timer = null;
    }
    await q.query(
      `insert into start_subscriptions (process_id, node, ordinal, version, kind, name, trigger, parallel, timer) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[model.processId, node, ordinal, version, trigger.kind],
        trigger.kind === 'timer' ? null : fixedText(trigger.name),
        jsonText(trigger),
        model.nodes[node]!.parallelMultiple === true,
        timer && jsonText(timer),
      ],
    );
  }
  if (timed > 0 || before.some(({ trigger }) => trigger.kind === 'timer'))
    await askForSchedules(q, model.processId, `${version}:${newCaseId()}`);
}

/** Has the schedules of a process brought in line with its start events. */
const askForSchedules = (q: Queryable, processId: string, occasion: string): Promise<boolean> =>
  openCommand(q, {
    id: derivedId('schedules', processId, occasion),
    caseId: `schedules-${processId}`,
    kind: 'sync-schedules',
    payload: { processId },
  });

/**
 * A trigger of a start event happened: a case begins by the command of this id, or, at a parallel multiple event, it is
 * noted until all triggers have happened. Answers the case. Needs a transaction.
 */
export async function beginAt(
  q: Queryable,
  event: StartEvent,
  variables: Variables,
  commandId: string,
): Promise<{ caseId: string } | undefined> {
  let all = variables;
  if (event.parallel) {
    const gathered = await gather(q, event, variables);
    if (!gathered) return undefined;
    all = gathered;
  }
  const caseId = newCaseId();
  const opened = await openCommand(q, {
    id: commandId,
    caseId,
    kind: 'start-case',
    payload: startPayload(event.process_id, event.version, event.node, all),
  });
  return opened ? { caseId } : undefined;
}

/** Notes a trigger of a parallel multiple event; the variables of all when it was the last one missing. */
async function gather(
  q: Queryable,
  { process_id, node, ordinal }: StartEvent,
  variables: Variables,
): Promise<Variables | undefined> {
  const rows = await q.query<{ ordinal: number; seen_at: Date | null; seen_variables: Variables | null }>(
    'select ordinal, seen_at, seen_variables from start_subscriptions where process_id = $1 and node = $2 order by seen_at nulls last, ordinal for update',
    [process_id, node],
  );
  const others = rows.filter((row) => row.ordinal !== ordinal);
  if (others.some((row) => row.seen_at === null)) {
    await q.query(
      `update start_subscriptions set seen_at = now(), seen_variables = coalesce(seen_variables, '{}') || $4::jsonb where process_id = $1 and node = $2 and ordinal = $3`,
      [process_id, node, ordinal, jsonText(variables)],
    );
    return undefined;
  }
  await q.query(
    'update start_subscriptions set seen_at = null, seen_variables = null where process_id = $1 and node = $2',
    [process_id, node],
  );
  const own = rows.find((row) => row.ordinal === ordinal)?.seen_variables;
  return Object.assign({}, ...others.map((row) => row.seen_variables), own, variables) as Variables;
}

/** A timer start event fell due: begins its case once and asks for the next time. What was replaced meanwhile does nothing. */
export async function fireTimerStart(
  database: Database,
  { processId, node, ordinal, due }: TimerStartInput,
): Promise<void> {
  await database.transaction(async (q) => {
    const [found] = await q.query<StartEvent & { timer: NextStart }>(
      `select ${startColumns}, s.timer from start_subscriptions s
       where process_id = $1 and node = $2 and ordinal = $3 and kind = 'timer' and (timer->>'due')::float8 = $4 for update`,
      [processId, node, ordinal, due],
    );
    if (!found) return;
    const { timer } = found;
    const following = nextOfCycle(timer, Date.now(), timer.timeZone);
    const next: NextStart | null = following ? { ...following, timeZone: timer.timeZone } : null;
    await q.query(
      'update start_subscriptions set timer = $4 where process_id = $1 and node = $2 and ordinal = $3',
      [processId, node, ordinal, next && jsonText(next)],
    );
    const occasion = [processId, node, String(ordinal), String(found.version), String(due)];
    await beginAt(q, found, {}, derivedId('timer-start', ...occasion));
    await askForSchedules(q, processId, occasion.join(':'));
  });
}

/** When each timer start event of a process happens next, and start events of any version that have no next time. */
export async function schedulesOf(
  q: Queryable,
  processId: string,
): Promise<{ wanted: TimerStartInput[]; unwanted: { node: string; ordinal: number }[] }> {
  const wanted = await q.query<{ node: string; ordinal: number; due: number }>(
    `select node, ordinal, (timer->>'due')::float8 as due from start_subscriptions where process_id = $1 and timer is not null`,
    [processId],
  );
  const ever = await q.query<{ node: string; triggers: number }>(
    `select st->>'node' as node, max(n)::int as triggers from process_versions v, jsonb_array_elements(v.model->'starts') with ordinality as e(st, n)
     where v.process_id = $1 and st->'trigger'->>'kind' = 'timer' group by 1`,
    [processId],
  );
  const isWanted = (node: string, ordinal: number): boolean =>
    wanted.some((one) => one.node === node && one.ordinal === ordinal);
  return {
    wanted: wanted.map((one) => ({ processId, ...one })),
    unwanted: ever.flatMap(({ node, triggers }) =>
      Array.from({ length: triggers }, (_, ordinal) => ({ node, ordinal })).filter(
        (one) => !isWanted(one.node, one.ordinal),
      ),
    ),
  };
}
