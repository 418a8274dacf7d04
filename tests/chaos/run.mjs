// `npm run chaos`: cases are driven over REST while every part of the stack is killed and started again.
// Settings: OPORA_CHAOS_SEED, OPORA_CHAOS_CASES (50), OPORA_CHAOS_CLIENTS (8), OPORA_CHAOS_KILLS (2 of each part).
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { table } from '../../infra/demo/table.mjs';
import { command, progress, untilStopped } from '@opora/local/lib/bootstrap';
import { build } from '@opora/local/lib/build';
import { Client } from '@opora/local/lib/client';
import { readConfig } from '@opora/local/lib/config';
import { Failure } from '@opora/local/lib/failure';
import { temporaryFolder } from '@opora/local/lib/paths';
import { freePort } from '@opora/local/lib/ports';
import { pause } from '@opora/local/lib/run';
import { startStack } from '@opora/local/lib/stack';
import { runClient, STEPS } from './clients.mjs';
import { plan, runKiller } from './killer.mjs';
import { random } from './random.mjs';
import { verify } from './verify.mjs';

const setting = (/** @type {string} */ name, /** @type {number} */ usual) =>
  Number(process.env[`OPORA_CHAOS_${name}`] ?? usual);
const seed = setting('SEED', Math.floor(Date.now() / 1000) % 100_000);
const counts = { cases: setting('CASES', 50), clients: setting('CLIENTS', 8), kills: setting('KILLS', 2) };
const PARTS = ['worker', 'api', 'temporal', 'postgres'];
const MINUTES = 10;

await command(async () => {
  const say = progress();
  const { signal } = untilStopped(say);
  const data = temporaryFolder('opora-chaos-');
  const ports = { port: await freePort(), postgresPort: await freePort(), temporalPort: await freePort() };
  const config = {
    ...readConfig(),
    ...ports,
    data,
    host: '127.0.0.1',
    databaseUrl: undefined,
    temporalAddress: undefined,
  };
  say(
    `Зерно ${seed}: ${counts.cases} дел, ${counts.clients} клиентов, по ${counts.kills} SIGKILL каждой части`,
  );
  const stack = await startStack(config, { say, signal, build: () => build({ say, data, signal }) });
  let passed = false;
  try {
    passed = await torment(stack, say, signal);
  } finally {
    await stack.stop();
    if (passed) rmSync(data, { recursive: true, force: true });
    else console.log(`Журналы частей: ${join(data, 'logs')}`);
  }
  return passed ? 0 : 1;
});

/**
 * @param {import('@opora/local/lib/stack').Stack} stack
 * @param {(line: string) => void} say
 * @param {AbortSignal} signal
 */
async function torment(stack, say, signal) {
  const password = process.env['OPORA_DEMO_PASSWORD'] ?? 'opora-demo';
  const admin = new Client(stack.url, { patienceSeconds: 60 });
  await admin.login('coordinator', password);
  await deploy(admin);

  const next = random(seed);
  const cases = Array.from({ length: counts.cases }, (_, index) => newCase(index + 1));
  const total = cases.length * STEPS.length;
  const kills = plan({ parts: PARTS, times: counts.kills, acts: total, next });
  const deadline = Date.now() + MINUTES * 60_000;
  /** @type {import('./killer.mjs').Kill[]} */
  const killed = [];
  let acts = 0;
  let failed = false;
  const began = Date.now();
  // Clients may run ahead of the next kill but not past the one after it: every kill meets them at work.
  const gate = async () => {
    const ahead = () => acts >= (kills[killed.length + 1]?.at ?? Infinity);
    while (ahead() && !failed && !signal.aborted && Date.now() < deadline) await pause(20);
    if (signal.aborted) throw new Failure('Прервано.');
    if (Date.now() > deadline) throw new Failure(`Не уложились в ${MINUTES} минут: ${acts} из ${total}.`);
  };
  const queue = [...cases];
  const client = () =>
    runClient({
      ...{ base: stack.url, login: 'coordinator', password, queue, next, gate, deadline },
      acted: () => (acts += 1),
    });
  const done = (/** @type {import('./killer.mjs').Kill} */ kill) => {
    killed.push(kill);
    say(
      `SIGKILL ${kill.part} после ${kill.afterActs} из ${total} действий, вернулся за ${(kill.downMs / 1000).toFixed(1)} с`,
    );
  };
  const workers = [
    ...Array.from({ length: counts.clients }, client),
    runKiller({ stack, kills, acts: () => acts, next, done, failed: () => failed }),
  ];
  const results = await Promise.allSettled(
    workers.map((work) => work.catch((error) => ((failed = true), Promise.reject(error)))),
  );
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [String(result.reason?.message ?? result.reason)] : [],
  );
  const seconds = (Date.now() - began) / 1000;
  say('Сверяю журналы…');
  const wrong = [...errors, ...(failed ? [] : await verify(admin, cases))];
  report({ cases, killed, acts, seconds, wrong });
  return wrong.length === 0;
}

/** @param {Client} client */
async function deploy(client) {
  const folder = new URL('./models/', import.meta.url);
  const form = new FormData();
  for (const name of readdirSync(folder))
    form.append('files', new Blob([readFileSync(new URL(name, folder))]), name);
  await client.post('/api/deployments', form);
}

/**
 * @param {number} number
 * @returns {import('./clients.mjs').Driven}
 */
function newCase(number) {
  return { number, businessKey: `chaos-${seed}-${number}`, acts: {}, conflicts: 0 };
}

/** @param {{ cases: import('./clients.mjs').Driven[], killed: import('./killer.mjs').Kill[], acts: number, seconds: number, wrong: string[] }} result */
function report({ cases, killed, acts, seconds, wrong }) {
  const rows = PARTS.map((part) => {
    const own = killed.filter((kill) => kill.part === part);
    return [part, String(own.length), own.map((kill) => `${(kill.downMs / 1000).toFixed(1)} с`).join(', ')];
  });
  console.log(`\n${table(['часть', 'SIGKILL', 'вернулась за'], rows)}`);
  const conflicts = cases.reduce((sum, item) => sum + item.conflicts, 0);
  console.log(
    `\nДел: ${cases.length}, принято действий: ${acts} за ${seconds.toFixed(1)} с, ответов «уже выполнено» при повторе: ${conflicts}`,
  );
  console.log(
    wrong.length === 0
      ? 'Каждое принятое действие в журнале ровно один раз, все дела там, где должны быть.'
      : wrong.join('\n'),
  );
  console.log(`Зерно: ${seed}`);
}
