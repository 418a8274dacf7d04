import type { Variables } from '@opora/engine';
import type { ConnectorJob } from '@opora/host';
import { derivedId, type Queryable } from '@opora/store';
import { FinalFailure, textOf, type Connector } from './connector.ts';

/**
 * Puts the school of the case and its approved partner (`partnerId`) into the register of pairs, from the date of the
 * order (`orderNumber`, `orderDate`) to the end of the agreement (`validUntil`, may be empty). An earlier pair of the
 * school ends the day before; the same pair is kept and takes over order and agreement. Repeating a job changes nothing.
 */
export const partnership: Connector = async (job, { database }) => {
  const { schoolId } = job.subject;
  if (!schoolId) throw refuse(job, 'a case about a school', 'a case without one');
  const partnerId = textOf(job, 'partnerId');
  const from = dateOf(job, 'orderDate');
  if (!from) throw refuse(job, 'the date of the order in "orderDate"', 'none');
  const to = dateOf(job, 'validUntil');
  if (to && to < from) throw refuse(job, `an agreement that ends after the order of ${from}`, to);
  const pair: Pair = {
    id: derivedId('partnership', job.id),
    caseId: job.rootCaseId,
    schoolId,
    partnerId,
    from,
    to,
    orderNumber: textOf(job, 'orderNumber'),
    agreement: textOf(job, 'agreementNumber', '') || null,
  };
  const id = await database.transaction(async (q) => {
    // Two orders about one school wait for each other.
    const [school] = await q.query<{ district_id: string }>(
      'select district_id from schools where id = $1 for update',
      [schoolId],
    );
    const [partner] = await q.query('select 1 from schools where id = $1', [partnerId]);
    for (const [known, missing] of [
      [school, schoolId],
      [partner, partnerId],
    ] as const)
      if (!known)
        throw refuse(job, `a school of the register`, `"${missing}"; enter the school, then try again`);
    if (partnerId === schoolId) throw refuse(job, 'another school as the partner', 'the school itself');
    return enter(q, pair, school!.district_id);
  });
  return { partnership: { id, partnerId, from, to, orderNumber: pair.orderNumber } };
};

interface Pair {
  id: string;
  caseId: string;
  schoolId: string;
  partnerId: string;
  from: string;
  to: string | null;
  orderNumber: string;
  agreement: string | null;
}

async function enter(q: Queryable, pair: Pair, districtId: string): Promise<string> {
  const { schoolId, partnerId, from, to } = pair;
  const [same] = await q.query<{ id: string }>(
    `update partnerships set valid_to = $4, agreement = coalesce($5, agreement), order_number = $6, order_date = $3, case_id = $7
     where id = (select id from partnerships where school_id = $1 and partner_id = $2 and valid_from <= $3 and (valid_to is null or valid_to >= $3)
       order by valid_from desc limit 1) returning id`,
    [schoolId, partnerId, from, to, pair.agreement, pair.orderNumber, pair.caseId],
  );
  await q.query(
    `update partnerships set valid_to = greatest(valid_from, $3::date - 1)
     where school_id = $1 and partner_id <> $2 and (valid_to is null or valid_to >= $3)`,
    [schoolId, partnerId, from],
  );
  if (!same)
    await q.query(
      `insert into partnerships (id, school_id, partner_id, valid_from, valid_to, agreement, order_number, order_date, case_id)
       values ($1, $2, $3, $4, $5, $6, $7, $4, $8) on conflict (id) do nothing`,
      [pair.id, schoolId, partnerId, from, to, pair.agreement, pair.orderNumber, pair.caseId],
    );
  const id = same?.id ?? pair.id;
  await q.query(
    `insert into audit (action, case_id, subject, school_id, district_id, details, act_id)
     values ('partnership.create', $1, $2, $3, $4, $5, $6) on conflict (act_id) do nothing`,
    [
      pair.caseId,
      id,
      schoolId,
      districtId,
      JSON.stringify({ partnerId, from, to, order: pair.orderNumber }),
      pair.id,
    ],
  );
  return id;
}

/** The day of a date or moment; undefined where the job has none. */
function dateOf(job: ConnectorJob, name: keyof Variables & string): string | null {
  const text = textOf(job, name, '');
  if (text === '') return null;
  const day = text.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw refuse(job, `a date such as 2026-09-01 in "${name}"`, `"${text}"`);
  return day;
}

const refuse = (job: ConnectorJob, expected: string, found: string): FinalFailure =>
  new FinalFailure(`Element ${job.node} (${job.type}): expected ${expected}, found ${found}.`);
