import { randomUUID } from 'node:crypto';

import { Client, Problem } from '@opora/local/lib/client';
import { pause } from '@opora/local/lib/run';

/** Tasks of one case, `chaos-parent` and the `chaos-child` that it calls. */
export const STEPS = ['a', 'b', 'c', 'd', 'e'];

/**
 * What a client knows about one case: its id and the accepted act of each step.
 * @typedef {{ number: number, businessKey: string, caseId?: string, acts: Record<string, string>, conflicts: number }} Driven
 */

/**
 * Drives cases from a common queue until it is empty.
 * @param {{
 *   base: string, login: string, password: string, queue: Driven[], next: () => number,
 *   gate: () => Promise<void>, acted: () => void, deadline: number,
 * }} options
 */
export async function runClient({ base, login, password, queue, next, gate, acted, deadline }) {
  const client = new Client(base, { patienceSeconds: 120 });
  await client.login(login, password);
  for (let item = queue.shift(); item; item = queue.shift()) {
    await gate();
    const { businessKey, number } = item;
    const started = await client.post('/api/processes/chaos-parent/start', {
      businessKey,
      variables: { number },
    });
    item.caseId = started.caseId;
    while (Object.keys(item.acts).length < STEPS.length) {
      await gate();
      if (Date.now() > deadline)
        throw new Error(`${businessKey}: не пройдено до срока, сделано ${Object.keys(item.acts)}`);
      const { items } = await client.get(`/api/tasks?rootCase=${started.caseId}&limit=50`);
      const task = items.find((/** @type {any} */ open) => !(open.elementId in item.acts));
      if (!task) {
        await pause(100);
        continue;
      }
      await act(client, item, task, next);
      acted();
    }
  }
}

/**
 * Completes one task; now and then the same request is sent twice at once, as an impatient program would.
 * @param {Client} client
 * @param {Driven} item
 * @param {any} task
 * @param {() => number} next
 */
async function act(client, item, task, next) {
  const id = `${item.businessKey}-${task.elementId}-${randomUUID()}`;
  const path = `/api/tasks/${encodeURIComponent(task.id)}/complete`;
  const body = { variables: { act: id } };
  const key = randomUUID();
  const twin = next() < 0.2 ? client.post(path, body, { key }).catch(() => undefined) : undefined;
  try {
    await client.post(path, body, { key });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    // The task is closed already: the journal will tell whether by this very act.
    item.conflicts += 1;
  }
  await twin;
  item.acts[task.elementId] = id;
}
