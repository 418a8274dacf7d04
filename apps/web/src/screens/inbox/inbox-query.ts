import type { Me, Task, TaskQuery } from '@opora/contracts';

/** Whose tasks the inbox shows. */
export const SCOPES = ['forMe', 'mine', 'group', 'all', 'done'] as const;
export type Scope = (typeof SCOPES)[number];

/** The inbox as it stands in the address. */
export interface InboxState {
  scope: string;
  stage: string;
  school: string;
  overdue: string;
  q: string;
  sort: string;
}

/** What the address of the inbox says when it says nothing. */
export const INBOX_DEFAULTS: InboxState = {
  scope: 'forMe',
  stage: '',
  school: '',
  overdue: '',
  q: '',
  sort: 'due',
};

/** Filters of the API for a scope. */
export function scopeQuery(scope: string, login: string): TaskQuery {
  switch (scope) {
    case 'mine':
      return { assignee: 'me' };
    case 'group':
      return { assignee: 'none', forMe: 'true' };
    case 'all':
      return {};
    case 'done':
      return { status: 'completed', completedBy: login };
    default:
      return { forMe: 'true' };
  }
}

/** The whole query of the list. */
export function inboxQuery(state: InboxState, login: string, limit: number): TaskQuery {
  const done = state.scope === 'done';
  return {
    ...scopeQuery(state.scope, login),
    ...(state.stage ? { stage: state.stage } : {}),
    ...(state.school ? { school: state.school } : {}),
    ...(state.overdue === '1' && !done ? { overdue: 'true' } : {}),
    ...(state.q ? { q: state.q } : {}),
    sort: done ? '-completed' : (state.sort as TaskQuery['sort']),
    limit,
  };
}

type Person = Pick<Me, 'login'> & { readonly roles: readonly string[] };

/** True where the next move is this person's: the task is theirs, or free and offered to them, and they have not voted. */
export function isForMe(task: Task, me: Person): boolean {
  if (task.state !== 'open' || task.vote?.own) return false;
  if (task.assignee) return task.assignee === me.login;
  return (
    task.candidateUsers.includes(me.login) || task.candidateGroups.some((group) => me.roles.includes(group))
  );
}

/** The task to go to after one is done: of the same case first, the most urgent first. */
export function nextForMe(tasks: Task[], me: Person, doneId: string): Task | undefined {
  return tasks
    .filter((task) => task.id !== doneId && isForMe(task, me))
    .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))[0];
}
