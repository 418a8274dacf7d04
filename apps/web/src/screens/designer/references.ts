import type { ProjectFile } from '@opora/modeling';
import { diagramElements } from '../../lib/diagram-names.ts';

/** A form, decision or process that elements may refer to. */
export interface Reference {
  id: string;
  /** What people call it; the id where it has no name. */
  name: string;
  folder: string;
  /** Path inside the folder. */
  path: string;
}

/** What the models of a project offer to refer to. */
export interface References {
  /** The folder that is open. */
  folder?: string;
  forms: Reference[];
  decisions: Reference[];
  processes: Reference[];
  /** Names of messages that are written plainly somewhere. */
  messages: string[];
}

/** Kinds of files that an element may refer to. */
export type ReferenceKind = 'form' | 'decision' | 'process';

/** What each file held when it was last read: of many files one changes at a time. */
const read = new Map<string, { text: string; holds: References }>();

/** Reads files without parsing them whole; `path` of a file begins with its folder. */
export function referencesOf(files: readonly ProjectFile[]): References {
  const each = files.map(({ path, text }) => {
    const before = read.get(path);
    if (before?.text === text) return before.holds;
    const holds = referencesIn(path, text);
    read.set(path, { text, holds });
    return holds;
  });
  return {
    forms: each.flatMap(({ forms }) => forms),
    decisions: each.flatMap(({ decisions }) => decisions),
    processes: each.flatMap(({ processes }) => processes),
    messages: [...new Set(each.flatMap(({ messages }) => messages))].sort(),
  };
}

function referencesIn(whole: string, text: string): References {
  const found: References = { forms: [], decisions: [], processes: [], messages: [] };
  const cut = whole.indexOf('/');
  const place = { folder: whole.slice(0, Math.max(cut, 0)), path: whole.slice(cut + 1) };
  if (whole.endsWith('.form')) {
    const form = formOf(text);
    if (form) found.forms.push({ ...form, ...place });
  } else if (/\.(dmn|bpmn)$/.test(whole))
    for (const [id, { type, name }] of diagramElements(text)) {
      if (type === 'decision') found.decisions.push({ id, name: name || id, ...place });
      if (type === 'process') found.processes.push({ id, name: name || id, ...place });
      if (type === 'message' && name && !name.startsWith('=')) found.messages.push(name);
    }
  return found;
}

/** A form has no name of its own: its first heading is what people know it by. */
export function formOf(text: string): { id: string; name: string } | undefined {
  try {
    const { id, components } = JSON.parse(text) as {
      id?: unknown;
      components?: { type?: string; text?: string }[];
    };
    if (typeof id !== 'string') return undefined;
    const [first] = Array.isArray(components) ? components : [];
    const heading = first?.type === 'text' ? /^\s*#+\s*([^{}\n]+)/.exec(first.text ?? '')?.[1]?.trim() : '';
    return { id, name: heading || id };
  } catch {
    return undefined;
  }
}
