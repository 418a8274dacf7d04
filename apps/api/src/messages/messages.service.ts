import { Inject, Injectable } from '@nestjs/common';
import type {
  BroadcastedSignal,
  broadcastSignalSchema,
  PublishedMessage,
  publishMessageSchema,
  Role,
} from '@opora/contracts';
import { addDuration, type Json } from '@opora/engine';
import { broadcastSignal, type Database, type Delivery, publishMessage } from '@opora/store';
import type { z } from 'zod';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeVisible } from '../access/predicates.ts';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { Conditions } from '../platform/conditions.ts';
import { idFrom } from '../platform/ids.ts';
import { forbidden } from '../platform/problem.ts';
import { DATABASE } from '../platform/tokens.ts';
import { checkSize } from '../platform/variables.ts';

/** Brings messages and signals from outside to cases. */
@Injectable()
export class MessagesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly audit: AuditRepository,
  ) {}

  /** Publishes a message once and waits a moment for its receivers to have it. */
  async publish(
    user: CurrentUser,
    body: z.output<typeof publishMessageSchema>,
    actId: string,
  ): Promise<PublishedMessage> {
    const role = await this.sender(user, 'message', body.name, body.correlationKey || undefined);
    checkSize(body.variables);
    const timeToLive =
      body.timeToLive === undefined ? 0 : addDuration(Date.now(), body.timeToLive, 'UTC') - Date.now();
    const { id, deliveries } = await this.database.transaction(async (q) => {
      const published = await publishMessage(q, {
        id: body.messageId === undefined ? actId : idFrom('message', body.messageId),
        name: body.name,
        ...(body.correlationKey ? { correlationKey: body.correlationKey } : {}),
        variables: body.variables,
        timeToLive,
        publisher: user.login,
      });
      await this.audit.record(
        {
          actId: published.id,
          user,
          role,
          action: 'message.publish',
          subject: body.name,
          districtId: districtOf(user, role),
          details: { id: published.id, correlationKey: body.correlationKey },
        },
        q,
      );
      return published;
    });
    const repeated = deliveries.length === 0 ? await this.deliveriesOf(id) : deliveries;
    await this.delivered(repeated);
    const outcome =
      repeated.length === 0
        ? timeToLive > 0 || (await this.isNoted(id))
          ? 'buffered'
          : 'expired'
        : repeated.every(({ started }) => started)
          ? 'started'
          : 'correlated';
    return { id, outcome, cases: repeated.map(({ caseId }) => caseId) };
  }

  /** Sends a signal to all that wait for it. */
  async broadcast(
    user: CurrentUser,
    body: z.output<typeof broadcastSignalSchema>,
    actId: string,
  ): Promise<BroadcastedSignal> {
    const role = await this.sender(user, 'signal', body.name, undefined);
    checkSize(body.variables);
    const deliveries = await this.database.transaction(async (q) => {
      // A repetition goes to those who waited then, not to those who wait by now.
      await q.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [actId]);
      const before = (await this.audit.detailsOf(actId, q)) as { deliveries: Delivery[] } | undefined;
      if (before) return before.deliveries;
      const sent = await broadcastSignal(q, { id: actId, name: body.name, variables: body.variables });
      await this.audit.record(
        {
          actId,
          user,
          role,
          action: 'signal.broadcast',
          subject: body.name,
          districtId: districtOf(user, role),
          details: { cases: sent.length, deliveries: sent as unknown as Json },
        },
        q,
      );
      return sent;
    });
    await this.delivered(deliveries);
    return {
      cases: deliveries.filter(({ started }) => !started).map(({ caseId }) => caseId),
      started: deliveries.filter(({ started }) => started).map(({ caseId }) => caseId),
    };
  }

  /** The role in which the user may send; refused when it would reach a case that the user does not see. */
  private async sender(
    user: CurrentUser,
    kind: 'message' | 'signal',
    name: string,
    key: string | undefined,
  ): Promise<Role> {
    const role = roleAnywhere(user, 'message.publish');
    if (!role) throw forbidden('Сообщения и сигналы посылают координатор и администратор.');
    const where = new Conditions();
    where.and(`s.kind = ${where.bind(kind)} and s.name = ${where.bind(name)}`);
    if (kind === 'message')
      where.and(
        `s.correlation_key is null or s.correlation_key is not distinct from ${where.bind(key ?? null)}`,
      );
    where.and(`not (${placeVisible(user, 'c', where)})`);
    const foreign = await this.database.query(
      `select 1 from subscriptions s join cases c on c.id = s.case_id where ${where.text} limit 1`,
      where.params,
    );
    if (foreign.length > 0) throw forbidden('Это дошло бы до дел другого района.');
    return role;
  }

  /** Whether a start event that waits for more than this has noted the message. */
  private async isNoted(messageId: string): Promise<boolean> {
    const rows = await this.database.query('select 1 from message_correlations where message_id = $1', [
      messageId,
    ]);
    return rows.length > 0;
  }

  private async deliveriesOf(messageId: string): Promise<Delivery[]> {
    const rows = await this.database.query<{
      process_id: string;
      case_id: string;
      command_id: string;
      kind: string;
    }>(
      'select x.process_id, x.case_id, x.command_id, m.kind from message_correlations x join commands m on m.id = x.command_id where x.message_id = $1',
      [messageId],
    );
    return rows.map((row) => ({
      processId: row.process_id,
      caseId: row.case_id,
      commandId: row.command_id,
      started: row.kind === 'start-case',
    }));
  }

  /** Waits up to two seconds for the sweeper to carry the deliveries out. */
  private async delivered(deliveries: Delivery[]): Promise<void> {
    const ids = deliveries.map(({ commandId }) => commandId);
    for (const until = Date.now() + 2000; ids.length > 0 && Date.now() < until; await sleep(20)) {
      const pending = await this.database.query(
        "select 1 from commands where id = any($1::uuid[]) and state = 'pending' limit 1",
        [ids],
      );
      if (pending.length === 0) return;
    }
  }
}

const districtOf = (user: CurrentUser, role: Role): string | null =>
  user.grants.find((grant) => grant.role === role)?.districtId ?? null;
