import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** What a folder holds, by kind, in the order of the names. */
export interface Found {
  /** Folders with `expected.json` and a process. */
  processes: string[];
  /** Folders with `testcases.json` and decision models. */
  decisions: string[];
  /** Files with a list of FEEL expressions. */
  feel: string[];
  /** BPMN files without an expectation: import and export without loss. */
  diagrams: string[];
}

/** Looks through a folder, whatever it is: one case, one kind, a whole collection, nested in any way. */
export function findCases(root: string): Found {
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new Error(`Expected --cases to name a folder of conformance cases, found «${root}».`);
  const found: Found = { processes: [], decisions: [], feel: [], diagrams: [] };
  walk(root, found);
  return found;
}

/** How a case is called in the report: its place under the folder, or the name of the folder itself. */
export const titleOf = (root: string, path: string): string => relative(root, path) || basename(path);

function walk(folder: string, found: Found): void {
  const entries = readdirSync(folder).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const isCase = entries.includes('expected.json');
  if (isCase) found.processes.push(folder);
  if (entries.includes('testcases.json')) found.decisions.push(folder);
  for (const name of entries) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(path, found);
    else if (name.endsWith('.bpmn') && !isCase) found.diagrams.push(path);
    else if (name.endsWith('.json') && isFeelList(path)) found.feel.push(path);
  }
}

const APART = new Set(['expected.json', 'testcases.json', 'package.json']);

function isFeelList(path: string): boolean {
  if (APART.has(basename(path)) || basename(dirname(path)).startsWith('.')) return false;
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    return Array.isArray(content) && content.some((one) => isExpression(one));
  } catch {
    return false;
  }
}

const isExpression = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'expression' in value && 'expected' in value;
