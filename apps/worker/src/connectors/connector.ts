import type { Variables } from '@opora/engine';
import type { ConnectorJob } from '@opora/host';
import type { Database } from '@opora/store';

/** What a connector may use of the world. */
export interface ConnectorContext {
  database: Database;
  env: NodeJS.ProcessEnv;
  /** Aborted when the case takes the job back or the worker stops. */
  signal: AbortSignal;
}

/**
 * Does one attempt of a job and gives the variables of its result. A `BpmnError` is for the model to catch; a `FinalFailure`
 * becomes an incident at once; any other error uses up an attempt. An attempt may be made twice: recognize it by `job.id`.
 */
export type Connector = (job: ConnectorJob, context: ConnectorContext) => Promise<Variables>;

/** A failure that another attempt cannot mend. */
export class FinalFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FinalFailure';
  }
}

/** A text that the job must have, from its headers or variables; the message of its lack names the element. */
export function textOf(job: ConnectorJob, name: string, fallback?: string): string {
  const value = job.headers[name] ?? job.variables[name];
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  if (fallback !== undefined) return fallback;
  throw new FinalFailure(
    `Element ${job.node} (${job.type}): expected a text "${name}" in its headers or variables, found ${JSON.stringify(value ?? null)}.`,
  );
}

/** A list of texts: a JSON list, or texts with commas between; empty when the job has none. */
export function listOf(job: ConnectorJob, name: string): string[] {
  const value = job.headers[name] ?? job.variables[name];
  const list = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  return list.map((text) => text.trim()).filter((text) => text !== '');
}
