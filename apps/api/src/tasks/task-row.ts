import type { Ref, Task, Vote } from '@opora/contracts';
import type { VoteDetails } from '@opora/engine';
import type { Row } from '@opora/store';
import type { TaskSubject } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { iso, isoOf } from '../platform/times.ts';

/** A row of the task list with the names that its screen shows. */
export interface TaskRow extends Row {
  id: string;
  case_id: string;
  root_id: string;
  wait: number;
  element: number;
  process_id: string;
  node: string;
  state: Task['state'];
  assignee: string | null;
  candidate_users: string[];
  candidate_groups: string[];
  vote: VoteDetails | null;
  school_id: string | null;
  district_id: string | null;
  completed_by: string | null;
  form_id: string | null;
  /** Version of the process that the case is on. */
  version: number;
  sort_key?: string;
}

/**
 * Columns and joins that make a task row `t` whole. The case of each is looked up by itself: cases come in the order of their ids, and where
 * the statistics are behind, a planner that may merge reads all of them for the newest task.
 */
export const taskColumns = `t.*, c.version, c.title as case_title, c.business_key, pv.name as process_name,
  au.name as assignee_name, cu.name as completed_by_name, s.short_name as school_name, d.name as district_name,
  coalesce(st.process_id, t.stage) as stage_id, coalesce(st.title->>'ru', t.stage) as stage_title,
  (select v.value #>> '{}' from variables v where v.case_id = t.case_id and v.element = t.element
     and v.name = t.headers->>'about' and jsonb_typeof(v.value) = 'string') as about`;
export const taskJoins = `join lateral (
    select version, title, business_key from cases where id = t.case_id limit 1) c on true
  left join process_versions pv on pv.process_id = t.process_id and pv.version = c.version
  left join users au on au.login = t.assignee
  left join users cu on cu.login = t.completed_by
  left join schools s on s.id = t.school_id
  left join districts d on d.id = t.district_id
  left join stages st on st.process_id = t.process_id and st."order" > 0`;

/** What of a row decides who may do the task. */
export const subjectOf = (row: TaskRow): TaskSubject => ({
  districtId: row.district_id,
  schoolId: row.school_id,
  assignee: row.assignee,
  candidateUsers: row.candidate_users,
  candidateGroups: row.candidate_groups,
  completedBy: row.completed_by,
  voters: row.vote?.voters ?? null,
});

const refOf = (id: unknown, name: unknown): Ref | null =>
  typeof id === 'string' ? { id, name: typeof name === 'string' ? name : id } : null;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A row as the API shows it. */
export function toTask(
  row: TaskRow,
  user: CurrentUser,
  names: ReadonlyMap<string, string> = new Map(),
): Task {
  const due = iso(row['due_at']);
  return {
    id: row.id,
    caseId: row.case_id,
    rootCaseId: row.root_id,
    caseTitle: text(row['case_title']),
    businessKey: text(row['business_key']),
    process: { id: row.process_id, name: text(row['process_name']), version: row.version },
    elementId: row.node,
    name: row['name'] as string,
    about: text(row['about']),
    state: row.state,
    assignee: row.assignee,
    assigneeName: text(row['assignee_name']) ?? row.assignee,
    candidateGroups: row.candidate_groups,
    candidateUsers: row.candidate_users,
    dueAt: due,
    overdue: row.state === 'open' && due !== null && due < new Date().toISOString(),
    followUpAt: iso(row['follow_up_at']),
    priority: row['priority'] as number,
    formId: row.form_id,
    school: refOf(row.school_id, row['school_name']),
    district: refOf(row.district_id, row['district_name']),
    stage: refOf(row['stage_id'], row['stage_title']),
    createdAt: isoOf(row['created_at']),
    completedAt: row.state === 'completed' ? iso(row['ended_at']) : null,
    completedBy: row.completed_by,
    completedByName: text(row['completed_by_name']) ?? row.completed_by,
    completedRole: text(row['completed_role']),
    remark: text(row['remark']),
    vote: row.vote ? toVote(row.vote, row.state, user, names) : null,
  };
}

/** A vote as one user may see it: in a secret one nobody's choice but the own, and the count only at the end. */
function toVote(
  vote: VoteDetails,
  state: Task['state'],
  user: CurrentUser,
  names: ReadonlyMap<string, string>,
): Vote {
  const own = vote.cast.find((cast) => cast.voter === user.login);
  const counts = Object.fromEntries(
    vote.choices.map((choice) => [choice, vote.cast.filter((cast) => cast.choice === choice).length]),
  );
  return {
    choices: vote.choices,
    size: vote.size,
    quorum: vote.quorum,
    rule: vote.rule,
    secret: vote.secret,
    voters: vote.voters,
    cast: vote.cast.length,
    own: own ? { choice: own.choice, remark: own.remark ?? null, at: isoOf(own.at) } : null,
    votes: vote.cast.map(({ voter, choice, remark, at }) => ({
      voter,
      voterName: names.get(voter) ?? voter,
      choice: vote.secret ? null : choice,
      remark: vote.secret ? null : (remark ?? null),
      at: isoOf(at),
    })),
    counts: vote.secret && state === 'open' ? null : counts,
  };
}
