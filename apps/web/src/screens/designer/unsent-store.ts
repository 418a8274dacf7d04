import { drafts, type DraftStorage } from '../../lib/drafts.ts';
import { fingerprint } from '../../lib/fingerprint.ts';
import type { Unsent } from './reconcile.ts';

/** A text as what differs from another between a beginning and an end that both have. */
interface Slim extends Omit<Unsent, 'text' | 'base'> {
  /** The name of the text that both began from; it is kept by itself. */
  against: string;
  head: number;
  tail: number;
  middle: string;
}

function slim({ text, base = '', ...rest }: Unsent, against: string): Slim {
  const shortest = Math.min(text.length, base.length);
  let head = 0;
  while (head < shortest && text.charCodeAt(head) === base.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shortest - head &&
    text.charCodeAt(text.length - 1 - tail) === base.charCodeAt(base.length - 1 - tail)
  )
    tail += 1;
  return { ...rest, against, head, tail, middle: text.slice(head, text.length - tail) };
}

/**
 * What the server has not confirmed, kept in the browser. The text that a change began from is written once and the
 * change as what differs from it: a diagram of hundreds of elements is not written whole, several times over, at every
 * change.
 */
export function unsentStore(storage: DraftStorage, now?: () => number) {
  const changes = drafts<Unsent | Slim>(storage, 'model-unsent', now);
  // A base is as old as the change that needs it: without an age of its own it goes with that one.
  const ageless = () => 0;
  const bases = drafts<string>(storage, 'model-base', ageless);
  const kept = drafts<Unsent | Slim>(storage, 'model-unsent', ageless);
  /** The name of the last base of each file: a text is long to go through. */
  const named = new Map<string, { text: string; print: string }>();
  const nameOf = (name: string, text: string): string => {
    const known = named.get(name);
    if (known?.text === text) return known.print;
    const print = fingerprint(text);
    named.set(name, { text, print });
    return print;
  };
  const baseOf = (name: string): string | undefined => {
    const data = kept.load(name)?.data;
    return data && 'against' in data ? `${name}#${data.against}` : undefined;
  };

  return {
    load(name: string): Unsent | undefined {
      const data = changes.load(name)?.data;
      if (!data || !('against' in data)) return data;
      const base = bases.load(`${name}#${data.against}`)?.data;
      if (base === undefined) return undefined;
      const { against: _, head, tail, middle, ...rest } = data;
      return { ...rest, base, text: base.slice(0, head) + middle + base.slice(base.length - tail) };
    },
    /** Names that begin so under which something is kept. */
    names: (beginning: string): string[] => changes.names(beginning),
    save(name: string, unsent: Unsent): void {
      const before = baseOf(name);
      const { base, ...whole } = unsent;
      const print = base ? nameOf(name, base) : '';
      const at = `${name}#${print}`;
      if (base && !bases.has(at)) bases.save(at, base);
      // A storage that did not take it has nothing that the change could be read with.
      changes.save(name, !base ? unsent : bases.has(at) ? slim(unsent, print) : whole);
      // A full storage may have left the earlier record: what it began from goes only after it.
      if (before && before !== baseOf(name)) bases.remove(before);
    },
    remove(name: string): void {
      const before = baseOf(name);
      changes.remove(name);
      if (before) bases.remove(before);
      named.delete(name);
    },
  };
}
