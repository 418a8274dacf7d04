// Records a history of every element: plays the project's conformance cases on Temporal and keeps what happened.
// `node --conditions=opora-source --import tsx tests/replay/record-elements.ts NAME [PATTERN]` writes histories/NAME-elements.json.gz.
// Old recordings stay: they stand for cases that live on while the code changes.
import proto from '@temporalio/proto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { locateTimeSkippingServer } from '../../infra/local/lib/temporal.mjs';
import { runCaseFolder } from '../conformance/bpmn.ts';
import { findCases, titleOf } from '../conformance/find-cases.ts';
import { TemporalStage } from '../conformance/hosts/temporal-stage.ts';
import type { Recorded } from './recorded.ts';

const name = process.argv[2] ?? '';
if (!/^[\w.-]+$/.test(name)) {
  console.error('Usage: record-elements.ts NAME (for example the version of the program)');
  process.exit(2);
}
const root = fileURLToPath(new URL('../conformance/cases/', import.meta.url));
const stage = await TemporalStage.open(await locateTimeSkippingServer());
const recorded: Recorded[] = [];
const file = new URL(`histories/${name}-elements.json.gz`, import.meta.url);
const only = new RegExp(process.argv[3] ?? '');
for (const folder of findCases(root).processes.filter((one) => only.test(one))) {
  const title = titleOf(root, folder);
  stage.keep = async (caseId) => {
    const history = await stage.history(caseId);
    const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
    recorded.push({ title, caseId, history: Buffer.from(bytes).toString('base64') });
  };
  const { result, reason } = await runCaseFolder(folder, title, stage.host);
  console.log(`${result} ${title} ${reason ?? ''}`);
  // After each case: a recording that was broken off is still a recording.
  writeFileSync(file, gzipSync(JSON.stringify(recorded), { level: 9 }));
}
console.log(`${recorded.length} histories`);
process.exit(0);
