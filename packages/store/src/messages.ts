import type { Json, Rejection, Variables } from '@opora/engine';
import { randomUUID } from 'node:crypto';
import type { Queryable } from './database.ts';
import { derivedId } from './derived-id.ts';
import { jsonText } from './json.ts';
import { lockMessages } from './journal/locks.ts';
import { openCommand } from './commands.ts';
import { beginAt, startColumns, type StartEvent } from './starts.ts';

/** A message from outside or from a case. */
export interface MessageInput {
  /** Publishing the same id again does nothing. */
  id?: string;
  name: string;
  correlationKey?: string;
  variables: Variables;
  /** How long it waits for a receiver, in milliseconds; 0: not at all. */
  timeToLive: number;
  /** Login or case id. */
  publisher?: string;
}

/** Where a message went. */
export interface Delivery {
  processId: string;
  caseId: string;
  commandId: string;
  started: boolean;
}

type Message = { id: string; name: string; correlation_key: string | null; variables: Variables };

/**
 * Publishes a message: per process it goes once, to the case that has waited longest or else to a message start event;
 * what finds no receiver waits until it expires. Deliveries are commands, written in the caller's transaction (required).
 */
export async function publishMessage(
  q: Queryable,
  input: MessageInput,
): Promise<{ id: string; repeated: boolean; deliveries: Delivery[] }> {
  const id = input.id ?? randomUUID();
  await lockMessages(q, [input.name]);
  const inserted = await q.query(
    `insert into messages (id, name, correlation_key, variables, expires_at, publisher)
     values ($1, $2, $3, $4, now() + $5::float8 * interval '1 millisecond', $6) on conflict (id) do nothing returning id`,
    [
      id,
      input.name,
      input.correlationKey ?? null,
      jsonText(input.variables),
      input.timeToLive,
      input.publisher ?? null,
    ],
  );
  if (inserted.length === 0) return { id, repeated: true, deliveries: [] };
  const message: Message = {
    id,
    name: input.name,
    correlation_key: input.correlationKey ?? null,
    variables: input.variables,
  };
  const waiting = await deliverToWaiting(q, message);
  const started = await startByMessage(q, message);
  return { id, repeated: false, deliveries: [...waiting, ...started] };
}

/** Brings waiting messages to the free message subscriptions of one case. Needs a transaction that holds the lock of their names. */
export async function correlateWaiting(q: Queryable, caseId: string): Promise<Delivery[]> {
  const found = await q.query<Message>(
    `select distinct on (m.published_at, m.id) m.id, m.name, m.correlation_key, m.variables from subscriptions s
     join messages m on m.name = s.name and (s.correlation_key is null or m.correlation_key is not distinct from s.correlation_key) and m.expires_at > now()
     where s.case_id = $1 and s.kind = 'message' and s.claimed_by is null
       and not exists (select 1 from message_correlations x where x.message_id = m.id and x.process_id = s.process_id)
     order by m.published_at, m.id`,
    [caseId],
  );
  const deliveries: Delivery[] = [];
  for (const message of found) deliveries.push(...(await deliverToWaiting(q, message, caseId)));
  return deliveries;
}

async function deliverToWaiting(q: Queryable, message: Message, caseId?: string): Promise<Delivery[]> {
  const receivers = await q.query<{ case_id: string; wait: number; process_id: string }>(
    `select distinct on (s.process_id) s.process_id, s.case_id, s.wait from subscriptions s
     where s.kind = 'message' and s.name = $2 and (s.correlation_key is null or s.correlation_key is not distinct from $3) and s.claimed_by is null
       and ($4::text is null or s.case_id = $4)
       and not exists (select 1 from message_correlations x where x.message_id = $1 and x.process_id = s.process_id)
     order by s.process_id, s.created_at, s.case_id, s.wait`,
    [message.id, message.name, message.correlation_key, caseId ?? null],
  );
  const deliveries: Delivery[] = [];
  for (const { case_id, wait, process_id } of receivers) {
    const commandId = randomUUID();
    const payload: Json = {
      type: 'correlate-message',
      wait,
      name: message.name,
      variables: message.variables,
    };
    if (message.correlation_key !== null) payload['correlationKey'] = message.correlation_key;
    await openCommand(q, { id: commandId, caseId: case_id, kind: 'correlate-message', payload });
    await correlated(q, message.id, process_id, commandId, case_id);
    await q.query('update subscriptions set claimed_by = $3 where case_id = $1 and wait = $2', [
      case_id,
      wait,
      commandId,
    ]);
    deliveries.push({ processId: process_id, caseId: case_id, commandId, started: false });
  }
  return deliveries;
}

/**
 * Each message of a name begins a case, once per process; where the model gives the message of the start event a
 * correlation key, there is one active case per key. `only` looks at one process.
 */
async function startByMessage(q: Queryable, message: Message, only?: string): Promise<Delivery[]> {
  const starts = await q.query<StartEvent>(
    `select ${startColumns} from start_subscriptions s where s.kind = 'message' and s.name = $2 and ($4::text is null or s.process_id = $4)
       and not exists (select 1 from message_correlations x where x.message_id = $1 and x.process_id = s.process_id)
       and ($3::text is null or not s.trigger ? 'correlationKey' or not exists (
         select 1 from message_correlations x join messages m on m.id = x.message_id left join cases k on k.id = x.case_id
         join commands o on o.id = x.command_id and o.kind = 'start-case' and o.state <> 'rejected'
         where x.process_id = s.process_id and m.name = $2 and m.correlation_key = $3 and (k.id is null or k.ended_at is null)))
     order by s.process_id, s.node`,
    [message.id, message.name, message.correlation_key, only ?? null],
  );
  const deliveries: Delivery[] = [];
  const taken = new Set<string>();
  for (const event of starts) {
    if (taken.has(event.process_id)) continue;
    taken.add(event.process_id);
    const commandId = derivedId(message.id, event.process_id, event.node);
    const begun = await beginAt(q, event, message.variables, commandId);
    // A parallel multiple event has noted the message: it is used up as if it had begun a case.
    await correlated(q, message.id, event.process_id, commandId, begun?.caseId ?? '');
    if (begun)
      deliveries.push({ processId: event.process_id, caseId: begun.caseId, commandId, started: true });
  }
  return deliveries;
}

/** The case of a message start event has ended: the next message with its key may begin one. Needs a transaction. */
export async function startNext(q: Queryable, caseId: string): Promise<Delivery[]> {
  const [origin] = await q.query<{ name: string; correlation_key: string | null; process_id: string }>(
    `select m.name, m.correlation_key, x.process_id from message_correlations x join messages m on m.id = x.message_id
     join commands o on o.id = x.command_id and o.kind = 'start-case' where x.case_id = $1`,
    [caseId],
  );
  if (!origin || origin.correlation_key === null) return [];
  await lockMessages(q, [origin.name]);
  const [next] = await q.query<Message>(
    `select m.id, m.name, m.correlation_key, m.variables from messages m where m.name = $1 and m.correlation_key = $2 and m.expires_at > now()
       and not exists (select 1 from message_correlations x where x.message_id = m.id and x.process_id = $3)
     order by m.published_at, m.id limit 1`,
    [origin.name, origin.correlation_key, origin.process_id],
  );
  return next ? startByMessage(q, next, origin.process_id) : [];
}

async function correlated(
  q: Queryable,
  messageId: string,
  processId: string,
  commandId: string,
  caseId: string,
): Promise<void> {
  await q.query(
    'insert into message_correlations (message_id, process_id, command_id, case_id) values ($1, $2, $3, $4)',
    [messageId, processId, commandId, caseId],
  );
}

/** Takes back a message whose case refused it: the claim is freed and the message goes to the next receiver or waits on. Needs a transaction. */
export async function returnMessage(q: Queryable, commandId: string): Promise<Delivery[]> {
  const [found] = await q.query<Message & { live: boolean; case_id: string; process_id: string }>(
    `select m.id, m.name, m.correlation_key, m.variables, m.expires_at > now() as live, x.case_id, x.process_id
     from message_correlations x join messages m on m.id = x.message_id where x.command_id = $1`,
    [commandId],
  );
  if (!found) return [];
  await lockMessages(q, [found.name]);
  await q.query('delete from message_correlations where command_id = $1', [commandId]);
  // The subscription that refused stays claimed: it is either gone or will be freed by the journal that closes or renews it.
  return found.live ? deliverToWaiting(q, found) : [];
}

/** Marks an act as refused by its case; a message goes back to find another receiver. Needs a transaction. */
export async function rejectCommand(q: Queryable, id: string, rejection: Rejection): Promise<void> {
  const rows = await q.query<{ kind: string }>(
    `with c as (update commands set state = 'rejected', done_at = now(), leased_until = null, error = $2 where id = $1 and state = 'pending' returning kind) select kind from c`,
    [id, jsonText(rejection)],
  );
  if (rows[0]?.kind === 'correlate-message') await returnMessage(q, id);
}

/** Sends a signal to every case that waits for it and starts a case of every process that it starts. Needs a transaction. */
export async function broadcastSignal(
  q: Queryable,
  input: {
    id?: string;
    name: string;
    variables: Variables;
    /** The case that threw it has told its own waits below this number. */
    heard?: { caseId: string; below: number };
  },
): Promise<Delivery[]> {
  const id = input.id ?? randomUUID();
  const deliveries: Delivery[] = [];
  const waiting = await q.query<{ case_id: string; wait: number; process_id: string }>(
    `select case_id, wait, process_id from subscriptions where kind = 'signal' and name = $1
       and not (case_id = $2 and wait < $3) order by case_id, wait`,
    [input.name, input.heard?.caseId ?? '', input.heard?.below ?? 0],
  );
  for (const { case_id, wait, process_id } of waiting) {
    const commandId = derivedId(id, `${case_id}:${wait}`);
    const payload: Json = { type: 'broadcast-signal', wait, name: input.name, variables: input.variables };
    await openCommand(q, { id: commandId, caseId: case_id, kind: 'broadcast-signal', payload });
    deliveries.push({ processId: process_id, caseId: case_id, commandId, started: false });
  }
  const starts = await q.query<StartEvent>(
    `select ${startColumns} from start_subscriptions s where s.kind = 'signal' and s.name = $1 order by s.process_id, s.node, s.ordinal`,
    [input.name],
  );
  for (const event of starts) {
    const commandId = derivedId(id, `${event.process_id}:${event.node}`);
    const begun = await beginAt(q, event, input.variables, commandId);
    if (begun)
      deliveries.push({ processId: event.process_id, caseId: begun.caseId, commandId, started: true });
  }
  return deliveries;
}

/** Forgets messages that expired a while ago; answers how many. */
export async function forgetMessages(q: Queryable, keepMilliseconds = 86_400_000): Promise<number> {
  const gone = await q.query(
    `with gone as (delete from messages m where m.expires_at < now() - $1::float8 * interval '1 millisecond'
       and not exists (select 1 from message_correlations x left join cases k on k.id = x.case_id where x.message_id = m.id and k.ended_at is null)
       returning id), links as (delete from message_correlations x using gone where x.message_id = gone.id)
     select id from gone`,
    [keepMilliseconds],
  );
  return gone.length;
}
