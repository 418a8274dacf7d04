import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the API reads from the environment. */
export interface Settings {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  /** `id:base64,…` keys of the payload codec; the first is current. */
  payloadKeys: string | undefined;
  host: string;
  port: number;
  /** Folder of the built web app. */
  webFolder: string;
  migrate: boolean;
  production: boolean;
  demoPassword: string;
  /**
   * How long an act waits for the process server before it is answered as "will be carried out", in milliseconds. Longer than the
   * ten seconds after which Temporal gives a workflow task again whose hand-over an overloaded server lost.
   */
  actTimeout: number;
  /** IANA time zone of what belongs to no district: timer starts, cases about nobody. */
  timeZone: string;
  /** Where people outside reach the program: addresses in documents and letters begin with it. */
  publicUrl: string;
}

/** Password of the demo users unless `OPORA_DEMO_PASSWORD` says otherwise. */
export const demoPassword = 'opora-demo';
/** Time zone of what belongs to no district. */
export const timeZoneIn = (env: NodeJS.ProcessEnv): string => env['OPORA_TIME_ZONE'] ?? 'Europe/Moscow';

const here = dirname(fileURLToPath(import.meta.url));

/** Reads the settings; names the variable that is missing or wrong. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl)
    throw new Error('DATABASE_URL is not set: expected postgresql://user:password@host:port/database');
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT: expected 0…65535, found «${env['PORT']}»`);
  return {
    databaseUrl,
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    temporalNamespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    payloadKeys: env['OPORA_PAYLOAD_KEYS'],
    host: env['HOST'] ?? '127.0.0.1',
    port,
    webFolder: env['OPORA_WEB'] ?? resolve(here, '../../../web/dist'),
    migrate: env['OPORA_MIGRATE'] === '1',
    production: env['NODE_ENV'] === 'production',
    demoPassword: env['OPORA_DEMO_PASSWORD'] ?? demoPassword,
    actTimeout: Number(env['OPORA_ACT_TIMEOUT'] ?? 15_000),
    timeZone: timeZoneIn(env),
    publicUrl: env['OPORA_PUBLIC_URL'] ?? `http://localhost:${port}`,
  };
}
