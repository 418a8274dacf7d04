// Records what operators do to running cases, for each number of the semantics that changed it.
// `node --conditions=opora-source --import tsx tests/replay/record-acts.ts NAME` writes histories/NAME-acts.json.gz.
// Old recordings stay: they stand for cases that live on while the code changes.
import { liveElements, openWaits, type Model, type StimulusKind } from '@opora/engine';
import { compile } from '@opora/engine/compile';
import { diagram } from '@opora/engine/testing';
import proto from '@temporalio/proto';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { locateTimeSkippingServer } from '../../infra/local/lib/temporal.mjs';
import type { CaseView, ConformanceHost } from '../conformance/hosts/host.ts';
import { TemporalStage } from '../conformance/hosts/temporal-stage.ts';
import type { Recorded } from './recorded.ts';

/** What is done to a case; the first process is started. */
interface Act {
  title: string;
  processes: { [id: string]: string };
  semantics?: number;
  play(play: Playing): Promise<void>;
}

/** The first case of a host, with short words for what is done to it. */
class Playing {
  constructor(readonly host: ConformanceHost) {}

  get case(): CaseView {
    return this.host.cases()[0]!;
  }

  async give(stimulus: StimulusKind): Promise<void> {
    const refused = await this.host.give(this.case.id, stimulus);
    if (refused) throw new Error(refused.message);
  }

  async complete(node: string): Promise<void> {
    const wait = openWaits(this.case.state).find((one) => one.node === node && one.kind === 'task');
    if (!wait) throw new Error(`expected «${node}» to wait`);
    await this.give({ type: 'complete-task', wait: wait.id, variables: {} });
  }

  /** Takes the first instance at a node down, and may start others. */
  modify(node: string, ...activate: string[]): Promise<void> {
    const { id } = liveElements(this.case.state).find(
      (one) => one.node === node && (one.iteration || !this.case.model.nodes[node]!.marker),
    )!;
    return this.give({
      type: 'modify',
      terminate: [id],
      activate: activate.map((one) => ({ node: one })),
    });
  }

  ends(status: string): void {
    if (this.case.state.status !== status)
      throw new Error(`expected the case to be ${status}, found ${this.case.state.status}`);
  }
}

const instances = 'start s\nuser u times=3\nend e\ns -> u -> e';
const acts: Act[] = [
  {
    title: 'an instance is taken down and the others complete (number 3)',
    processes: { process: instances },
    semantics: 3,
    async play(one) {
      await one.modify('u');
      for (let i = 0; i < 2; i++) await one.complete('u');
      one.ends('active');
      await one.give({ type: 'cancel' });
      one.ends('cancelled');
    },
  },
  ...[4, undefined].map((semantics): Act => ({
    title: `an instance is taken down and the others complete (number ${semantics ?? 'of today'})`,
    processes: { process: instances },
    ...(semantics && { semantics }),
    async play(one) {
      await one.modify('u');
      for (let i = 0; i < 2; i++) await one.complete('u');
      one.ends('completed');
    },
  })),
  {
    title: 'a token is moved into a subprocess',
    processes: { process: 'start s\nuser a\nsub p {\nstart i\nuser b\ni -> b\n}\nend e\ns -> a -> p -> e' },
    async play(one) {
      await one.modify('a', 'b');
      await one.complete('b');
      one.ends('completed');
    },
  },
  {
    title: 'a suspended case keeps a timer and a message for later',
    processes: {
      process:
        'start s\nuser u\nboundary t of=u timer=PT1H beside\ntask a\nboundary m of=u message=go beside\ntask b\ns -> u\nt -> a\nm -> b',
    },
    async play(one) {
      await one.give({ type: 'suspend' });
      await one.host.advance('PT2H');
      await one.host.message('go', {});
      await one.give({ type: 'resume' });
      await one.complete('u');
      one.ends('completed');
    },
  },
  {
    title: 'an incident is retried with another value',
    processes: {
      process: 'start s\nscript c script="=1 + size" result=n\nxor x\nend e\ns -> c -> x\nx -> e if n > 1',
    },
    async play(one) {
      await one.give({ type: 'set-variables', variables: { n: 2 } });
      for (const incident of Object.values(one.case.state.incidents))
        await one.give({ type: 'retry-incident', incident: incident.id });
      one.ends('completed');
    },
  },
  {
    title: 'a case is cancelled with the cases that it called',
    processes: {
      process: 'start s\ncall c calls=inner\nend e\ns -> c -> e',
      inner: 'start s\nuser u\ns -> u',
    },
    async play(one) {
      await one.give({ type: 'cancel' });
      one.ends('cancelled');
    },
  },
];

const name = process.argv[2] ?? '';
if (!/^[\w.-]+$/.test(name)) {
  console.error('Usage: record-acts.ts NAME (for example the version of the program)');
  process.exit(2);
}
const stage = await TemporalStage.open(await locateTimeSkippingServer());
const recorded: Recorded[] = [];
for (const { title, processes, semantics, play } of acts) {
  stage.keep = async (caseId) => {
    const history = await stage.history(caseId);
    const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
    recorded.push({ title, caseId, history: Buffer.from(bytes).toString('base64') });
  };
  const models: Model[] = [];
  for (const [id, text] of Object.entries(processes)) {
    const [model] = (await compile(diagram(text, id))).models;
    models.push(semantics ? { ...model!, semantics, hash: `${model!.hash}-${semantics}` } : model!);
  }
  const host = await stage.host({ models, decisions: [] });
  await host.start(models[0]!.processId, {});
  await play(new Playing(host));
  await host.close();
  console.log(title);
}
const file = new URL(`histories/${name}-acts.json.gz`, import.meta.url);
writeFileSync(file, gzipSync(JSON.stringify(recorded), { level: 9 }));
console.log(`${recorded.length} histories`);
process.exit(0);
