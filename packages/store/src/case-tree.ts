import { connectorPrefix, type CaseInfo } from '@opora/host';
import type { Queryable } from './database.ts';

/**
 * Whether a root case and all cases called from it have come to rest: no call waits for a case that has not begun or
 * has ended unnoticed, no connector is at work, no message is on its way. Incidents and outside work count as rest.
 */
export async function treeAtRest(q: Queryable, rootId: string): Promise<boolean> {
  return (await lookAtTree(q, rootId)).atRest;
}

/** SQL of one row: whether the tree of a root case is at work (`busy`, see {@link treeAtRest}), and the state of its root. */
export const treeLook = (
  root: string,
): string => `with tree as (select id, status from cases where root_id = ${root})
     select exists (
         select 1 from subscriptions s join tree t on t.id = s.case_id and t.status = 'active'
         left join tree k on k.id = s.case_id || '-' || s.wait
         where s.kind = 'child' and (k.id is null or k.status not in ('active', 'suspended'))
           and not exists (select 1 from incidents i where i.case_id = s.case_id and i.wait = s.wait and i.state = 'open'))
       or exists (
         select 1 from jobs j join tree t on t.id = j.case_id and t.status = 'active'
         where j.state = 'open' and j.retries > 0 and j.type like '${connectorPrefix}%')
       or exists (select 1 from commands c join tree t on t.id = c.case_id where c.state = 'pending' and c.kind = 'correlate-message') as busy,
       (select state from cases where id = ${root}) as state`;

/** Whether a tree of cases is at rest (see {@link treeAtRest}), and the state of its root, seen at the same moment. */
export async function lookAtTree(
  q: Queryable,
  rootId: string,
): Promise<{ atRest: boolean; state: string | undefined }> {
  const [row] = await q.query<{ busy: boolean; state: string | null }>(treeLook('$1'), [rootId], {
    prepared: true,
  });
  return { atRest: row?.busy === false, state: row?.state ?? undefined };
}

/** What a case's row says of it, as the projection needs it. Undefined where the case is not in the read model yet. */
export async function caseInfo(q: Queryable, caseId: string): Promise<KnownCase | undefined> {
  const [row] = await q.query<CaseRow>('select * from cases where id = $1', [caseId]);
  return row && knownCase(row);
}

/** A case as the read model knows it. */
export interface KnownCase {
  info: CaseInfo;
  /** Number of the last entry of its journal that was applied. */
  lastNumber: number;
  status: string;
}

/** A row of `cases`, as far as it is needed here. */
export type CaseRow = {
  id: string;
  process_id: string;
  version: number;
  model_hash: string;
  root_id: string;
  parent_id: string | null;
  parent_wait: number | null;
  school_id: string | null;
  district_id: string | null;
  stage: string | null;
  title: string | null;
  business_key: string | null;
  started_by: string | null;
  last_number: number;
  status: string;
};

/** A row of `cases` in the words of the projection. */
export function knownCase(row: CaseRow): KnownCase {
  return {
    lastNumber: row.last_number,
    status: row.status,
    info: {
      ...{
        caseId: row.id,
        processId: row.process_id,
        version: row.version,
        modelHash: row.model_hash,
        rootCaseId: row.root_id,
      },
      ...(row.parent_id !== null &&
        row.parent_wait !== null && { parent: { caseId: row.parent_id, wait: row.parent_wait } }),
      subject: {
        ...(row.school_id !== null && { schoolId: row.school_id }),
        ...(row.district_id !== null && { districtId: row.district_id }),
        ...(row.stage !== null && { stage: row.stage }),
      },
      ...(row.title !== null && { title: row.title }),
      ...(row.business_key !== null && { businessKey: row.business_key }),
      ...(row.started_by !== null && { startedBy: row.started_by }),
    },
  };
}
