import { FinalFailure, listOf, textOf, type Connector } from './connector.ts';

/** Leaves a notice for users (`users`) and roles (`groups`) with a `subject` and a `body`; repeating a job leaves one. */
export const notify: Connector = async (job, { database }) => {
  const [users, groups] = [listOf(job, 'users'), listOf(job, 'groups')];
  if (users.length + groups.length === 0) {
    throw new FinalFailure(
      `Element ${job.node} (${job.type}): expected "users" or "groups" in its headers or variables, found neither.`,
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
      groups,
      textOf(job, 'subject'),
      textOf(job, 'body', ''),
      schoolId ?? null,
      districtId ?? null,
      stage ?? null,
    ],
  );
  return {};
};
