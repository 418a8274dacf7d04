import type { CaseStatus, JournalEntry } from '@opora/engine';
import type { CaseInfo } from '@opora/host';
import { endAct } from '../commands.ts';
import type { Database, Queryable } from '../database.ts';
import { correlateWaiting, startNext } from '../messages.ts';
import { endPartnerships } from '../partnerships.ts';
import { finishMeasure } from '../roadmaps.ts';
import { foldJournal, type Changes } from './fold.ts';
import { lockMessages } from './locks.ts';
import { composeStatement } from './statement.ts';

/** Entries do not follow the last one that the read model has: those between must be fetched from the case first. */
export class JournalGap extends Error {
  constructor(
    readonly caseId: string,
    /** Last number that the read model has. */
    readonly last: number,
    /** Number of the first entry that was offered. */
    readonly offered: number,
  ) {
    super(
      `Case ${caseId}: expected the journal to go on at ${last + 1}, found entry ${offered}; fetch the entries after ${last} from the case.`,
    );
    this.name = 'JournalGap';
  }
}

/** What applying a journal came to. */
export interface Applied {
  /** Number of the last entry that the read model has now. */
  lastNumber: number;
  /** How many of the offered entries were new. */
  applied: number;
  status: CaseStatus;
}

/**
 * Brings the read model of one case up to date with entries of its journal, in one SQL statement for a usual step.
 * Entries that were applied before are passed over; a gap throws `JournalGap`. With `commandId` that command is marked
 * done and written into the audit in the same statement. Inside a caller's transaction (`Queryable`) it is part of that; with a `Database` it is atomic by itself.
 */
export async function applyJournal(
  q: Queryable | Database,
  info: CaseInfo,
  entries: readonly JournalEntry[],
  commandId?: string,
): Promise<Applied> {
  const changes = foldJournal(entries);
  // A message may have come before its subscription: both sides look for each other under one lock, which needs a transaction.
  if ((needsCorrelation(changes) || changes.endedAt) && 'transaction' in q)
    return q.transaction((inner) => applyOnce(inner, info, entries, changes, commandId));
  return applyOnce(q, info, entries, changes, commandId);
}

async function applyOnce(
  q: Queryable,
  info: CaseInfo,
  entries: readonly JournalEntry[],
  changes: Changes,
  commandId?: string,
): Promise<Applied> {
  const { caseId } = info;
  const first = entries[0];
  const names = changes.subscriptions.filter(({ kind }) => kind === 'message').map(({ name }) => name);
  if (changes.arrived.length > 0 || changes.resumed) names.push(...(await subscribedNames(q, caseId)));
  if (names.length > 0) await lockMessages(q, names);
  const written = first && (await write(q, info, entries, changes, commandId));
  if (written) {
    if (needsCorrelation(changes)) await correlateWaiting(q, caseId);
    if (changes.endedAt) await startNext(q, caseId);
    if (changes.endedAt && written.status === 'completed')
      await finishMeasure(q, info.businessKey, info.subject.districtId);
    // A model can end what it has begun by a step of its own; a case that is taken away from outside cannot.
    if (changes.endedAt && written.status === 'cancelled' && info.rootCaseId === caseId)
      await endPartnerships(q, caseId, {
        day: changes.endedAt.slice(0, 10),
        reason: 'Дело школы отменено',
      });
    return { lastNumber: written.last_number, applied: entries.length, status: written.status };
  }
  const [row] = await q.query<{ last_number: number; status: CaseStatus }>(
    'select last_number, status from cases where id = $1 for update',
    [caseId],
  );
  const last = row?.last_number ?? 0;
  const fresh = entries.filter((entry) => entry.n > last);
  if (fresh[0] && fresh[0].n !== last + 1) throw new JournalGap(caseId, last, fresh[0].n);
  if (fresh.length > 0) return applyOnce(q, info, fresh, foldJournal(fresh), commandId);
  if (commandId) await endAct(q, commandId);
  return { lastNumber: last, applied: 0, status: row?.status ?? 'active' };
}

async function write(
  q: Queryable,
  info: CaseInfo,
  entries: readonly JournalEntry[],
  changes: Changes,
  commandId?: string,
) {
  const { sql, params } = composeStatement(info, entries, changes, commandId);
  const [row] = await q.query<{ last_number: number; status: CaseStatus }>(sql, params, { prepared: true });
  return row;
}

const needsCorrelation = (changes: Changes): boolean =>
  changes.arrived.length > 0 ||
  changes.resumed === true ||
  changes.subscriptions.some(({ kind }) => kind === 'message');

async function subscribedNames(q: Queryable, caseId: string): Promise<string[]> {
  const rows = await q.query<{ name: string }>(
    `select distinct name from subscriptions where case_id = $1 and kind = 'message'`,
    [caseId],
  );
  return rows.map(({ name }) => name);
}
