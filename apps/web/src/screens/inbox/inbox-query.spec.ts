import type { Task } from '@opora/contracts';
import { inboxQuery, INBOX_DEFAULTS, isForMe, nextForMe } from './inbox-query.ts';

const me = { login: 'director-1', roles: ['director'] };
const task = (more: Partial<Task>): Task => ({
  id: 't',
  caseId: 'c',
  rootCaseId: 'r',
  caseTitle: null,
  businessKey: null,
  process: { id: 'diagnosis', name: null, version: 1 },
  elementId: 'e',
  name: 'Анализ',
  about: null,
  state: 'open',
  assignee: null,
  assigneeName: null,
  candidateGroups: [],
  candidateUsers: [],
  dueAt: null,
  overdue: false,
  followUpAt: null,
  priority: 50,
  formId: null,
  school: null,
  district: null,
  stage: null,
  createdAt: '2026-01-01T00:00:00Z',
  completedAt: null,
  completedBy: null,
  completedByName: null,
  completedRole: null,
  remark: null,
  vote: null,
  ...more,
});

describe('inboxQuery', () => {
  it('asks for what waits for me, most urgent first, unless told otherwise', () => {
    expect(inboxQuery(INBOX_DEFAULTS, 'director-1', 50)).toEqual({ forMe: 'true', sort: 'due', limit: 50 });
  });
  it('shows done work newest first and without the overdue filter', () => {
    expect(inboxQuery({ ...INBOX_DEFAULTS, scope: 'done', overdue: '1' }, 'director-1', 50)).toEqual({
      status: 'completed',
      completedBy: 'director-1',
      sort: '-completed',
      limit: 50,
    });
  });
});

describe('isForMe', () => {
  it('takes tasks offered to my role and not those another has taken', () => {
    expect(isForMe(task({ candidateGroups: ['director'] }), me)).toBe(true);
    expect(isForMe(task({ candidateGroups: ['director'], assignee: 'director-2' }), me)).toBe(false);
    expect(isForMe(task({ candidateGroups: ['committee'] }), me)).toBe(false);
  });
  it('leaves out a vote that I have cast', () => {
    const vote = { own: { choice: 'approve', remark: null, at: '' } } as Task['vote'];
    expect(isForMe(task({ candidateGroups: ['director'], vote }), me)).toBe(false);
  });
});

describe('nextForMe', () => {
  it('goes to the most urgent of my tasks and never back to the one just done', () => {
    const done = task({ id: 'done', assignee: me.login, dueAt: '2026-01-01T00:00:00Z' });
    const late = task({ id: 'late', assignee: me.login });
    const soon = task({ id: 'soon', assignee: me.login, dueAt: '2026-02-01T00:00:00Z' });
    expect(nextForMe([done, late, soon], me, 'done')?.id).toBe('soon');
    expect(nextForMe([done], me, 'done')).toBeUndefined();
  });
});
