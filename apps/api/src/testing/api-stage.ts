import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createCaseClient } from '@opora/host/client';
import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { createDatabase, testServers, uniqueName } from '@opora/local/testing';
import { migrate, payloadStore, poolDatabase, type Database } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pg from 'pg';
import { createApp } from '../create-app.ts';
import { deployMethods } from '../demo/deploy-methods.ts';
import { deployStages } from '../demo/deploy-stages.ts';
import { deployRiskProfile } from '../demo/deploy-risk-profile.ts';
import { loadProgramme } from '../demo/load-programme.ts';
import { readSettings } from '../platform/settings.ts';

/** An answer of the API as a spec reads it. */
export interface Answer {
  status: number;
  // Specs look into bodies of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
}

const workflows = resolve(process.cwd(), 'workflows');

/** The real API on a real database with the demo programme, and on wish a real worker; `close()` when done. */
export class ApiStage {
  private readonly cookies = new Map<string, string>();

  private constructor(
    readonly url: string,
    readonly database: Database,
    private readonly ends: (() => Promise<unknown>)[],
    private readonly work: () => Promise<() => Promise<void>>,
    /** What a worker in another process needs in its environment. */
    private readonly environment: { [name: string]: string },
  ) {}

  /** `through` puts something between the API and PostgreSQL: it gets host and port and answers the port to use instead. */
  static async open(
    options: {
      worker?: boolean;
      temporalAddress?: string;
      actTimeout?: number;
      through?: (host: string, port: number) => Promise<number>;
    } = {},
  ): Promise<ApiStage> {
    const { url, drop } = await createDatabase();
    await migrate(url);
    const pool = new pg.Pool({ connectionString: url, max: 10 });
    pool.on('error', () => undefined);
    const database = poolDatabase(pool);
    await deployStages(database, workflows);
    await deployMethods(database, workflows);
    await deployRiskProfile(database, workflows);
    await loadProgramme(database, resolve(workflows, 'programmes/bodaibo/programme.json'), 'opora-demo');
    const temporalAddress = options.temporalAddress ?? testServers().temporalAddress;
    const payloadKeys = `test:${randomBytes(32).toString('base64')}`;
    const taskQueue = uniqueName('api');
    const codec = createCodec({ keys: parsePayloadKeys(payloadKeys), store: payloadStore(database) });
    const gate = createCaseClient({
      address: temporalAddress,
      codec,
      taskQueue,
      searchAttributes: false,
      timeout: options.actTimeout ?? 10_000,
    });
    const settings = readSettings({
      DATABASE_URL: options.through ? await rerouted(url, options.through) : url,
      TEMPORAL_ADDRESS: temporalAddress,
      OPORA_ACT_TIMEOUT: String(options.actTimeout ?? 10_000),
      OPORA_WEB: '/nowhere',
    });
    const app = await createApp(settings, { gate, quiet: true });
    await app.listen(0, '127.0.0.1');
    const ends: (() => Promise<unknown>)[] = [() => app.close()];
    const work = () => startWorker(database, temporalAddress, taskQueue, codec);
    if (options.worker) ends.push(await work());
    ends.push(() => pool.end(), drop);
    return new ApiStage(await addressOf(app), database, ends, work, {
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: temporalAddress,
      OPORA_TASK_QUEUE: taskQueue,
      OPORA_PAYLOAD_KEYS: payloadKeys,
    });
  }

  /** Sends a request as a user; null: nobody. */
  async as(
    login: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers: { [name: string]: string } = {},
  ): Promise<Answer> {
    const cookie = login === null ? undefined : (this.cookies.get(login) ?? (await this.login(login)));
    const form = body instanceof FormData;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: form ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: json && text ? JSON.parse(text) : text,
      headers: response.headers,
    };
  }

  /** Starts a worker for a stage that was opened without one. */
  async startWorker(): Promise<void> {
    this.ends.splice(1, 0, await this.work());
  }

  /** Starts a worker in a process of its own, which a spec may kill. */
  async spawnWorker(): Promise<ChildProcess> {
    const file = fileURLToPath(new URL('worker-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=opora-source', '--import', 'tsx', file], {
      // Entities have decorators, which the loader reads by these settings.
      env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.base.json', ...this.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ends.splice(1, 0, async () => void child.kill('SIGKILL'));
    await new Promise<void>((ready, failed) => {
      child.stdout.on('data', (data: Buffer) => data.toString().includes('ready') && ready());
      child.once('exit', (code) => failed(new Error(`The worker ended with ${code} before it was ready.`)));
    });
    return child;
  }

  async close(): Promise<void> {
    for (const end of this.ends) await end();
  }

  /** The session of a person, for requests whose answer is no JSON or text. */
  cookie(login: string): Promise<string> {
    const known = this.cookies.get(login);
    return known === undefined ? this.login(login) : Promise.resolve(known);
  }

  private async login(login: string): Promise<string> {
    const response = await fetch(`${this.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: 'opora-demo' }),
    });
    if (!response.ok) throw new Error(`${login} cannot sign in: ${await response.text()}`);
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    this.cookies.set(login, cookie);
    return cookie;
  }
}

async function rerouted(
  url: string,
  through: (host: string, port: number) => Promise<number>,
): Promise<string> {
  const address = new URL(url);
  address.port = String(await through(address.hostname, Number(address.port)));
  address.hostname = '127.0.0.1';
  return address.href;
}

async function startWorker(
  database: Database,
  address: string,
  taskQueue: string,
  codec: ReturnType<typeof createCodec>,
): Promise<() => Promise<void>> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address });
  const worker = await createCaseWorker({
    connection,
    taskQueue,
    codec,
    bundle: await bundleCases({ sources: true }),
    activities: createActivities(database, connectors, {}),
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

const addressOf = async (app: NestExpressApplication): Promise<string> =>
  (await app.getUrl()).replace('[::1]', '127.0.0.1');

/** A deployment request with files by name. */
export function files(contents: { [name: string]: string }): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(contents)) form.append('files', new Blob([content]), name);
  return form;
}

/** A small process: one task after another, each for a group. */
export function diagram(
  id: string,
  tasks: { id: string; groups?: string; form?: string; extension?: string }[],
): string {
  const nodes = ['start', ...tasks.map((task) => task.id), 'end'];
  const flows = nodes
    .slice(1)
    .map(
      (node, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="${nodes[index]}" targetRef="${node}"/>`,
    );
  const bodies = tasks.map(
    (task) => `<bpmn:userTask id="${task.id}" name="${task.id}"><bpmn:extensionElements><zeebe:userTask/>
      ${task.groups ? `<zeebe:assignmentDefinition candidateGroups="${task.groups}"/>` : ''}${task.form ? `<zeebe:formDefinition formId="${task.form}"/>` : ''}${task.extension ?? ''}
      </bpmn:extensionElements></bpmn:userTask>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:opora="http://opora.dev/schema/bpmn/1.0" id="d" targetNamespace="t">
    <bpmn:process id="${id}" name="${id}" isExecutable="true"><bpmn:startEvent id="start"/>${bodies.join('')}<bpmn:endEvent id="end"/>${flows.join('')}</bpmn:process></bpmn:definitions>`;
}
