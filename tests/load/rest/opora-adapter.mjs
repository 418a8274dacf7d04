// Opora over REST for a load driver that brings `http` and calls these verbs. The base is http://host:port/api.
import { readFileSync } from 'node:fs';

export const info = {
  name: 'opora-rest',
  version: '0.1.0',
  transport: 'http',
  durable: true,
  history: 'full',
};

/** The driver's groups are roles here: who may do a task follows from a role in a district. */
const GROUPS = { support: 'committee', partners: 'coordinator', planners: 'method', timers: 'curator' };
const REVIEWERS = ['ann', 'bob', 'cid'];
const PASSWORD = 'load-test-1';
const FILES = {
  support: new URL('../support-case.bpmn', import.meta.url),
  timer: new URL('timer-case.bpmn', import.meta.url),
};

/** The diagram with this installation's roles as groups; each deployment is a new version because its name is new. */
function diagram(kind, number) {
  let xml = readFileSync(FILES[kind], 'utf8').replace('="=experts"', '="=split(expertsCsv, &quot;,&quot;)"');
  for (const [group, role] of Object.entries(GROUPS))
    xml = xml.replaceAll(`candidateGroups="${group}"`, `candidateGroups="${role}"`);
  return xml.replace(/(<bpmn:process id="\w+" name="[^"]+)"/, `$1 ${number}"`);
}

const object = (variables) => Object.fromEntries(variables.map(({ name, value }) => [name, value]));

async function create({ http }) {
  /** Bearer tokens by login. */
  const tokens = new Map();
  /** Who a task was given to; a task without a name is done by the driver's own user. */
  const assignees = new Map();
  const as = (login) => ({ authorization: `Bearer ${tokens.get(login)}` });
  const deployed = { support: 0, timer: 0 };

  const signIn = async (login, password) => {
    const { headers } = await fetchAnswer('auth/login', { login, password });
    const cookie = headers.get('set-cookie').split(';')[0];
    const answer = await fetchAnswer('auth/tokens', { name: 'load', expiresInDays: 1 }, { cookie });
    tokens.set(login, (await answer.json()).token);
  };
  const fetchAnswer = async (path, body, headers = {}) => {
    const answer = await fetch(new URL(path, http.base), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const get = (path, login = 'load') => http.ok('GET', path, undefined, as(login));
  const post = (path, body, login = 'load') => http.ok('POST', path, body, as(login));

  return {
    async ready() {
      await http.get('health/ready');
      if (tokens.has('load')) return;
      const admin = process.env.OPORA_LOAD_ADMIN ?? 'admin:opora-demo';
      const [login, password] = admin.split(':');
      await signIn(login, password);
      const [{ id: districtId }] = (await get('districts?limit=1', login)).items;
      const people = [
        { login: 'load', name: 'Load', roles: ['coordinator', 'committee', 'method'] },
        ...REVIEWERS.map((reviewer) => ({ login: reviewer, name: reviewer, roles: ['committee'] })),
      ];
      for (const person of people) {
        const { items } = await get(`users?q=${person.login}&limit=200`, login);
        if (!items.some((known) => known.login === person.login))
          await post('users', { ...person, password: PASSWORD, districtId }, login);
        await signIn(person.login, PASSWORD);
      }
      tokens.set('admin', tokens.get(login));
    },

    async deploy(kind) {
      deployed[kind]++;
      const number = `${deployed[kind]}-${Date.now()}`;
      const form = new FormData();
      form.set('files', new Blob([diagram(kind, number)]), `${kind}-case.bpmn`);
      const answer = await fetch(new URL('deployments', http.base), {
        method: 'POST',
        headers: as('admin'),
        body: form,
      });
      if (!answer.ok) throw new Error(`deployments: ${answer.status} ${await answer.text()}`);
    },

    async startCase(variables, businessKey) {
      const { caseId } = await post('processes/supportCase/start', {
        businessKey,
        variables: object(variables),
      });
      return caseId;
    },

    async tasksOf(caseId) {
      const { items } = await get(`tasks?case=${caseId}&status=open&limit=20`);
      return items.map(({ id, elementId, assignee }) => {
        if (assignee) assignees.set(id, assignee);
        return { id, key: elementId };
      });
    },

    async complete(id, variables) {
      const login = assignees.get(id);
      await post(`tasks/${id}/complete`, { variables: object(variables) }, login);
      assignees.delete(id);
    },

    isEnded: async (caseId) => (await get(`cases/${caseId}`)).endedAt !== null,

    inbox: (group, limit) =>
      get(`tasks?status=open&candidateGroup=${GROUPS[group]}&sort=-created&limit=${limit}`),

    startTimerCase: async () => (await post('processes/timerCase/start', { variables: {} })).caseId,

    async timerFirings(caseIds) {
      const firings = [];
      for (const caseId of caseIds) {
        const { items } = await get(`cases/${caseId}/journal?kinds=element.activated&limit=100`);
        const at = (element) => items.find((line) => line.elementId === element)?.at;
        if (at('escalate'))
          firings.push({ caseId, armedAt: Date.parse(at('wait')), firedAt: Date.parse(at('escalate')) });
      }
      return firings;
    },

    close: async () => {},
  };
}

// The driver loads the default export.
export { create as default };
