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

/** Reads files without parsing them whole; `path` of a file begins with its folder. */
export function referencesOf(files: readonly ProjectFile[]): References {
  const found: References = { forms: [], decisions: [], processes: [], messages: [] };
  const messages = new Set<string>();
  for (const { path: whole, text } of files) {
    const cut = whole.indexOf('/');
    const place = { folder: whole.slice(0, Math.max(cut, 0)), path: whole.slice(cut + 1) };
    if (whole.endsWith('.form')) {
      const form = formOf(text);
      if (form) found.forms.push({ ...form, ...place });
    } else if (/\.(dmn|bpmn)$/.test(whole))
      for (const [id, { type, name }] of diagramElements(text)) {
        if (type === 'decision') found.decisions.push({ id, name: name || id, ...place });
        if (type === 'process') found.processes.push({ id, name: name || id, ...place });
        if (type === 'message' && name && !name.startsWith('=')) messages.add(name);
      }
  }
  found.messages = [...messages].sort();
  return found;
}

/** A form has no name of its own: its first heading is what people know it by. */
function formOf(text: string): { id: string; name: string } | undefined {
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
