/** What the worker reads from its environment. */
export interface Settings {
  databaseUrl: string;
  temporalAddress: string;
  namespace: string;
  payloadKeys: string;
  taskQueue: string | undefined;
}

/** Reads the settings; what is missing is named all at once. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const required = {
    DATABASE_URL: 'postgresql://user:password@host:port/database',
    OPORA_PAYLOAD_KEYS: 'id:base64 of 32 bytes',
  };
  const missing = Object.entries(required).filter(([name]) => !env[name]);
  if (missing.length > 0)
    throw new Error(
      `Expected in the environment: ${missing.map(([name, form]) => `${name} (${form})`).join(', ')}; \`npm start\` sets them by itself.`,
    );
  return {
    databaseUrl: env['DATABASE_URL']!,
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    payloadKeys: env['OPORA_PAYLOAD_KEYS']!,
    taskQueue: env['OPORA_TASK_QUEUE'],
  };
}

/** Where people outside reach the program; on one machine its own address. */
export const publicUrl = (env: NodeJS.ProcessEnv): string =>
  env['OPORA_PUBLIC_URL'] ?? `http://localhost:${env['PORT'] ?? 3000}`;
