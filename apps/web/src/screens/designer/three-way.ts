import { diff3Merge, diffIndices } from 'node-diff3';
import { diagramElements } from '../../lib/diagram-names.ts';

/** A place that both people changed, each in their own way. */
export interface Clash {
  mine: string[];
  theirs: string[];
  /** What it is about, as people know it: names of elements, or the first line. */
  about: string;
  /** The place alone in files that can be compared in words: as it was, as I and as they made it. */
  texts?: { base: string; mine: string; theirs: string };
  /** A row of a decision table: its cells as they were and as each has them; undefined: it is not there. */
  row?: {
    number: number;
    columns: string[];
    base: string[] | undefined;
    mine: string[] | undefined;
    theirs: string[] | undefined;
  };
}

/** Two people's changes of one text put together. */
export interface ThreeWay {
  clashes: Clash[];
  /** How many places each of them changed; what only one changed is in the result whatever is chosen. */
  changed: { mine: number; theirs: number };
  /** The whole text with a choice for each clash, in their order. */
  text(choices: readonly ('mine' | 'theirs')[]): string;
}

/** Puts together what two people made of one text. Where both changed the same lines a person has to choose. */
export function threeWay(base: string, mine: string, theirs: string): ThreeWay {
  const [a, o, b] = [mine, base, theirs].map((text) => alike(text).split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const names = new Map([...diagramElements(theirs), ...diagramElements(mine)]);
  const parts = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const clashes = parts.flatMap(({ conflict }) =>
    conflict
      ? [{ mine: conflict.a, theirs: conflict.b, about: aboutOf([...conflict.a, ...conflict.b], names) }]
      : [],
  );
  return {
    clashes,
    changed: { mine: diffIndices(o, a).length, theirs: diffIndices(o, b).length },
    text(choices) {
      let at = 0;
      return parts
        .flatMap(({ ok, conflict }) => {
          if (!conflict) return ok ?? [];
          return choices[at++] === 'theirs' ? conflict.b : conflict.a;
        })
        .join('\n');
    },
  };
}

/** Editors write empty tags of XML with or without a blank: that is nobody's change. */
const alike = (text: string): string =>
  text.trimStart().startsWith('<') ? text.replace(/[ \t]*\/>/g, ' />') : text;

function aboutOf(lines: string[], names: Map<string, { name: string }>): string {
  const found = new Set<string>();
  for (const line of lines)
    for (const [, id] of line.matchAll(/\b(?:id|bpmnElement|sourceRef|targetRef)="([^"]+)"/g)) {
      const name = names.get(id!)?.name;
      if (name) found.add(`«${name}»`);
    }
  return [...found].slice(0, 4).join(', ') || lines.find((line) => line.trim())?.trim() || '';
}
