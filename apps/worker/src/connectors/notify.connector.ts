import { FinalFailure, listOf, textOf, type Connector } from './connector.ts';

/**
 * Leaves a notice `text` for users (`users`) and for everybody who sees the school in a role (`role`); a longer `body` may
 * follow. Repeating a job leaves one notice.
 */
export const notify: Connector = async (job, { database }) => {
  const [users, roles] = [listOf(job, 'users'), listOf(job, 'role')];
  if (users.length + roles.length === 0) {
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected "role" or "users" in its headers or variables, found neither.`,
    );
  }
  const { schoolId, districtId, stage } = job.subject;
  await database.query(
    `insert into notifications (id, case_id, root_id, node, users, groups, subject, body, school_id, district_id, stage)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      job.id,
      job.caseId,
      job.rootCaseId,
      job.node,
      users,
      roles,
      textOf(job, 'text'),
      textOf(job, 'body', ''),
      schoolId ?? null,
      districtId ?? null,
      stage ?? null,
    ],
  );
  return {};
};
