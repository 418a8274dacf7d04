import { STEPS } from './clients.mjs';

/**
 * Compares what clients were told with what stands in the journals; answers every difference in words.
 * @param {import('@opora/local/lib/client').Client} client
 * @param {import('./clients.mjs').Driven[]} cases
 * @returns {Promise<string[]>}
 */
export async function verify(client, cases) {
  /** @type {string[]} */
  const wrong = [];
  for (const item of cases) {
    const found = await client.get(
      `/api/cases?businessKey=${encodeURIComponent(item.businessKey)}&root=true`,
    );
    if (found.total !== 1) wrong.push(`${item.businessKey}: дел ${found.total}, ожидалось 1`);
    if (!item.caseId) {
      wrong.push(`${item.businessKey}: дело не начато`);
      continue;
    }
    const parent = await client.get(`/api/cases/${item.caseId}`);
    wrong.push(...differences(item, parent));
    const ids = [item.caseId, ...parent.children];
    if (parent.children.length !== 1)
      wrong.push(`${item.businessKey}: вложенных дел ${parent.children.length}, ожидалось 1`);
    const lines = (await Promise.all(ids.map((id) => journal(client, id)))).flat();
    wrong.push(...journalDifferences(item, lines));
  }
  return wrong;
}

/**
 * @param {import('./clients.mjs').Driven} item
 * @param {any} parent
 */
function differences(item, parent) {
  const wrong = [];
  if (parent.state !== 'completed')
    wrong.push(`${item.businessKey}: состояние ${parent.state}, ожидалось completed`);
  for (const step of STEPS) {
    if (parent.variables[step] !== item.acts[step]) {
      wrong.push(
        `${item.businessKey}: переменная ${step} = ${parent.variables[step]}, принято ${item.acts[step]}`,
      );
    }
  }
  const decided = item.number % 2 === 0 ? 'even' : 'odd';
  if (parent.variables.decided !== decided)
    wrong.push(`${item.businessKey}: решение ${parent.variables.decided}, ожидалось ${decided}`);
  return wrong;
}

/**
 * Every accepted act stands in the journal exactly once, numbers have no gap, and there is no act that nobody made.
 * @param {import('./clients.mjs').Driven} item
 * @param {any[]} lines
 */
function journalDifferences(item, lines) {
  const wrong = [];
  const completions = lines.filter(
    (line) => line.kind === 'stimulus' && line.entry.stimulus === 'complete-task',
  );
  if (completions.length !== STEPS.length) {
    wrong.push(
      `${item.businessKey}: в журнале ${completions.length} выполненных задач, ожидалось ${STEPS.length}`,
    );
  }
  for (const step of STEPS) {
    const done = lines.filter((line) => line.kind === 'element.completed' && line.entry.node === step);
    if (done.length !== 1)
      wrong.push(`${item.businessKey}: шаг ${step} завершён в журнале ${done.length} раз`);
  }
  return wrong;
}

/**
 * The whole journal of a case; a gap in its numbers is an error.
 * @param {import('@opora/local/lib/client').Client} client
 * @param {string} caseId
 * @returns {Promise<any[]>}
 */
async function journal(client, caseId) {
  const lines = [];
  for (let after = 0; ;) {
    const page = await client.get(
      `/api/cases/${encodeURIComponent(caseId)}/journal?after=${after}&limit=200`,
    );
    if (page.items.length === 0) return lines;
    for (const line of page.items) {
      if (line.number !== after + 1)
        throw new Error(`${caseId}: в журнале после ${after} идёт ${line.number}`);
      after = line.number;
      lines.push(line);
    }
  }
}
