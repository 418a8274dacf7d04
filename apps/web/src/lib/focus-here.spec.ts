import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeKeyboard } from './focus-here.ts';

/** A page whose field can be reached from the frame `seenAt` on; `go(n)` lets frames pass. */
function pageWith({ seenAt }: { seenAt: number }) {
  const opener = 'the button that opened the dialog';
  const page = { activeElement: opener as unknown };
  const frames: (() => void)[] = [];
  let frame = 0;
  const field = { focus: () => void (frame >= seenAt && (page.activeElement = field)) };
  const go = (count: number) => {
    for (const end = frame + count; frame < end;) {
      frame += 1;
      for (const each of frames.splice(0)) each();
    }
  };
  const isFree = (active: unknown) => active === opener;
  takeKeyboard(field, page, isFree, (next) => frames.push(next));
  return { page, field, frames, go };
}

describe('a field that takes the keyboard', () => {
  it('has it at once where it can be seen, and asks for it no more', () => {
    const { page, field, frames } = pageWith({ seenAt: 0 });
    expect(page.activeElement).toBe(field);
    expect(frames).toEqual([]);
  });

  it('has it in the first frame in which the dialog can be seen', () => {
    const { page, field, go } = pageWith({ seenAt: 2 });
    go(1);
    expect(page.activeElement).not.toBe(field);
    go(1);
    expect(page.activeElement).toBe(field);
  });

  it('leaves it to the field that a person has gone to meanwhile', () => {
    const { page, go } = pageWith({ seenAt: 2 });
    page.activeElement = 'another field';
    go(5);
    expect(page.activeElement).toBe('another field');
  });

  it('gives up on what stays hidden', () => {
    const { page, field, frames, go } = pageWith({ seenAt: Infinity });
    go(100);
    expect(page.activeElement).not.toBe(field);
    expect(frames).toEqual([]);
  });

  it('is marked by the directive, never by `autofocus`, which takes the keyboard later from whoever has it', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const marked = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.vue'))
      .filter((name) => /<[^>]*\s:?autofocus\b/.test(readFileSync(join(root, name), 'utf8')));
    expect(marked).toEqual([]);
  });
});
