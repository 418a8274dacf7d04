import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The collected public suites: `OPORA_CONFORMANCE`, else a folder beside the project; undefined where there is none. */
export function outsideFolder(): string | undefined {
  const folder = process.env.OPORA_CONFORMANCE ?? resolve(here, '../../../shared/conformance');
  return existsSync(folder) ? folder : undefined;
}

/** A folder of the project's own cases. */
export const ownFolder = (name: string): string => join(here, name);

/** Names of the folders in a folder, sorted. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
