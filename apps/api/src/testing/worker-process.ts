import { createCodec, parsePayloadKeys } from '@opora/host/codec';
import { payloadStore, poolDatabase } from '@opora/store';
import { bundleCases, connectors, createActivities, createCaseWorker } from '@opora/worker';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pg from 'pg';

// A worker in a process of its own, for specs that kill it; says `ready` when it polls.
const env = process.env as { [name: string]: string };
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const database = poolDatabase(new pg.Pool({ connectionString: env['DATABASE_URL'], max: 4 }));
const worker = await createCaseWorker({
  connection: await NativeConnection.connect({ address: env['TEMPORAL_ADDRESS']! }),
  taskQueue: env['OPORA_TASK_QUEUE']!,
  codec: createCodec({
    keys: parsePayloadKeys(env['OPORA_PAYLOAD_KEYS']!),
    store: payloadStore(database),
  }),
  bundle: await bundleCases({ sources: true }),
  activities: createActivities(database, connectors, {}),
});
const running = worker.run();
console.log('ready');
await running;
