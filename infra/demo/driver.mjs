import { Client, Problem } from '../local/lib/client.mjs';
import { Failure } from '../local/lib/failure.mjs';
import { pause } from '../local/lib/run.mjs';
import { decisionLabel, fillForm } from './fill.mjs';

/** @typedef {import('./fill.mjs').Answer} Answer */

/**
 * Answers by process id and element id; a list is for the first, second, … time and its last one stays.
 * @typedef {Record<string, Record<string, Answer | Answer[]>>} Answers
 */

/**
 * One step of a way, as it is printed.
 * @typedef {{ at: string, process: string, stage: string, elementId: string, step: string, who: string, result: string }} Row
 */

/**
 * A task with who does it and what they enter.
 * @typedef {{ task: any, login: string, answer: Answer, variables: Record<string, any> }} Act
 */

/** Logins of the demo users by role. */
const USERS = {
  admin: ['admin'],
  region: ['region'],
  coordinator: ['coordinator'],
  committee: ['committee1', 'committee2', 'committee3'],
  method: ['method'],
  expert: ['expert1', 'expert2', 'expert3'],
  director: ['director-1', 'director-2', 'director-3', 'director-4'],
  curator: ['curator-1', 'curator-2', 'curator-3', 'curator-4'],
};

/** Drives cases over REST as the people who have the tasks, each with their own session. */
export class Driver {
  #base;
  #password;
  /** @type {Map<string, Promise<Client>>} */
  #sessions = new Map();

  /**
   * @param {string} base
   * @param {string} password
   */
  constructor(base, password) {
    this.#base = base;
    this.#password = password;
  }

  /**
   * The session of a user, opened when it is first needed.
   * @param {string} login
   * @returns {Promise<Client>}
   */
  as(login) {
    let session = this.#sessions.get(login);
    if (!session) {
      const client = new Client(this.#base, { patienceSeconds: 20 });
      session = client.login(login, this.#password).then(() => client);
      this.#sessions.set(login, session);
    }
    return session;
  }

  /**
   * Completes task after task of a case and of the cases it calls, until it ends or `until` says enough.
   * @param {string} caseId
   * @param {{
   *   answers: Answers, told?: (row: Row) => void, until?: (row: Row) => boolean, maxSteps?: number,
   *   act?: (act: Act) => Promise<void>,
   * }} options
   * @returns {Promise<{ rows: Row[], case: any }>}
   */
  async drive(
    caseId,
    {
      answers,
      told = () => undefined,
      until = () => false,
      maxSteps = 400,
      act = (one) => this.#complete(one),
    },
  ) {
    const coordinator = await this.as('coordinator');
    /** @type {Row[]} */
    const rows = [];
    /** @type {Map<string, number>} */
    const visits = new Map();
    let idleSince = Date.now();
    while (rows.length < maxSteps) {
      const { items } = await coordinator.get(
        `/api/tasks?rootCase=${encodeURIComponent(caseId)}&sort=created&limit=200`,
      );
      const next = await this.#next(items, answers, visits);
      if (next) {
        await act(next);
        const row = rowOf(next);
        rows.push(row);
        told(row);
        idleSince = Date.now();
        if (until(row)) return { rows, case: await coordinator.get(`/api/cases/${caseId}`) };
        continue;
      }
      const root = await coordinator.get(`/api/cases/${caseId}`);
      if (root.state === 'completed' || root.state === 'cancelled') return { rows, case: root };
      if (Date.now() - idleSince > 30_000) throw await this.#stuck(caseId, root, items);
      await pause(200);
    }
    throw new Failure(
      `Дело ${caseId} не завершилось за ${maxSteps} шагов.`,
      'Проверьте ответы: процесс, возможно, ходит по кругу.',
    );
  }

  /**
   * The first task that somebody may complete, with their answer.
   * @param {any[]} tasks
   * @param {Answers} answers
   * @param {Map<string, number>} visits
   * @returns {Promise<Act | undefined>}
   */
  async #next(tasks, answers, visits) {
    for (const task of tasks) {
      const place = `${task.process.id}/${task.elementId}`;
      const visit = visits.get(place) ?? 0;
      const answer = chooseAnswer(answers[task.process.id]?.[task.elementId], visit);
      for (const login of candidates(task, answer)) {
        const details = await this.#offered(login, task.id);
        if (!details) continue;
        visits.set(place, visit + 1);
        return { task: details, login, answer, variables: fillForm(details, answer) };
      }
    }
    return undefined;
  }

  /** @param {Act} act */
  async #complete({ task, login, answer, variables }) {
    const body = { variables, ...(answer.remark ? { remark: answer.remark } : {}) };
    await (await this.as(login)).post(`/api/tasks/${encodeURIComponent(task.id)}/complete`, body);
  }

  /**
   * The task's details when this user may complete it now.
   * @param {string} login
   * @param {string} taskId
   * @returns {Promise<any>}
   */
  async #offered(login, taskId) {
    try {
      const details = await (await this.as(login)).get(`/api/tasks/${encodeURIComponent(taskId)}`);
      return details.actions.includes('complete') && !details.vote?.own ? details : undefined;
    } catch (error) {
      // Another school's or district's task does not exist for this user.
      if (error instanceof Problem && [403, 404].includes(error.status)) return undefined;
      throw error;
    }
  }

  /**
   * @param {string} caseId
   * @param {any} root
   * @param {any[]} tasks
   */
  async #stuck(caseId, root, tasks) {
    const incidents = await (
      await this.as('admin')
    )
      .get('/api/incidents?limit=200')
      .catch(() => ({ items: [] }));
    const own = incidents.items.filter((/** @type {any} */ item) => String(item.caseId).startsWith(caseId));
    const waiting = tasks.map(
      (task) =>
        `${task.name} (${task.process.id}/${task.elementId}: ${task.assignee ?? task.candidateGroups})`,
    );
    return new Failure(
      `Дело ${caseId} стоит (${root.state}) на: ${root.activeElements.map((/** @type {any} */ at) => at.elementId).join(', ')}.` +
        `\n  задачи: ${waiting.join('; ') || 'нет'}` +
        `\n  инциденты: ${own.map((/** @type {any} */ item) => `${item.elementId}: ${item.message}`).join('; ') || 'нет'}`,
    );
  }
}

/**
 * The answer for this time: the last one of a list stays.
 * @param {Answer | Answer[] | undefined} answer
 * @param {number} visit
 * @returns {Answer}
 */
export function chooseAnswer(answer, visit) {
  if (!Array.isArray(answer)) return answer ?? {};
  return answer[Math.min(visit, answer.length - 1)] ?? {};
}

/**
 * Who could do the task: the assignee, else the named users, else everybody of its groups.
 * @param {any} task
 * @param {Answer} answer
 * @returns {string[]}
 */
function candidates(task, answer) {
  if (answer.as) return [answer.as];
  if (task.assignee) return [task.assignee];
  const groups = task.candidateGroups.flatMap((/** @type {keyof typeof USERS} */ role) => USERS[role] ?? []);
  return [...new Set([...task.candidateUsers, ...groups])];
}

/**
 * @param {Act} act
 * @returns {Row}
 */
function rowOf({ task, login, variables, answer }) {
  const result = [decisionLabel(task, variables) ?? 'выполнено', answer.remark && `«${answer.remark}»`];
  return {
    at: new Date().toISOString(),
    process: task.process.id,
    stage: task.stage?.name ?? task.process.name ?? task.process.id,
    elementId: task.elementId,
    step: task.name,
    who: login,
    result: result.filter(Boolean).join(' '),
  };
}
