import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unsentStore } from './unsent-store.ts';

/** A storage of so many characters, as a browser has one; `written` is what was put into it since. */
function storageOf(room = Infinity) {
  const items = new Map<string, string>();
  return {
    items,
    written: 0,
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      const others = [...items]
        .filter(([other]) => other !== key)
        .reduce((sum, [, text]) => sum + text.length, 0);
      if (others + value.length > room) throw new Error('full');
      this.written += value.length;
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
}

describe('what is kept of a draft in the browser', () => {
  it('tells the files of a folder, those too that the server has never seen', () => {
    const storage = storageOf();
    const made = { text: '{}', revision: null };
    unsentStore(storage).save('visit/forms/vote.form', made);
    unsentStore(storage).save('visit/visit.bpmn', { text: 'ab', revision: 'r1', base: 'a' });
    unsentStore(storage).save('visits/forms/other.form', made);
    const store = unsentStore(storage);
    expect(store.names('visit/').sort()).toEqual(['visit/forms/vote.form', 'visit/visit.bpmn']);
    expect(store.load('visit/forms/vote.form')).toEqual(made);
  });

  it('is read as it was written, whatever was changed, and by another page too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.option(fc.string(), { nil: undefined })), { minLength: 1 }),
        (states) => {
          const storage = storageOf();
          for (const [text, base] of states) {
            const unsent = { text, revision: 'r1', sent: ['x'], ...(base === undefined ? {} : { base }) };
            unsentStore(storage).save('a', unsent);
            expect(unsentStore(storage).load('a')).toEqual(unsent);
          }
          // No text of an earlier state stays behind.
          expect(storage.items.size).toBeLessThanOrEqual(2);
          unsentStore(storage).remove('a');
          expect(storage.items.size).toBe(0);
        },
      ),
    );
  });

  it('writes a long text once, and then only what changes', () => {
    const storage = storageOf();
    const store = unsentStore(storage);
    const base = '<task name="Сдать" />\n'.repeat(20_000);
    const change = (word: string) => ({ text: base.replace('Сдать', word), revision: 'r1', base });
    store.save('a', change('Отправить'));
    storage.written = 0;
    store.save('a', change('Отправить план'));
    expect(storage.written).toBeLessThan(500);
    expect(store.load('a')).toEqual(change('Отправить план'));
  });

  it('is kept for as long as the change itself, and leaves nothing behind', () => {
    const storage = storageOf();
    let day = 0;
    const store = unsentStore(storage, () => day * 86_400_000);
    const change = (word: string) => ({ text: `a${word}`, revision: 'r1', base: 'a'.repeat(50) });
    store.save('a', change('b'));
    day = 29;
    store.save('a', change('c'));
    day = 31;
    expect(store.load('a')).toEqual(change('c'));
    day = 90;
    expect(store.load('a')).toBeUndefined();
    store.remove('a');
    expect(storage.items.size).toBe(0);
  });

  it('keeps the text whole where the storage has no room for what it began from', () => {
    const storage = storageOf(900);
    const unsent = { text: 'short', revision: 'r1', base: 'x'.repeat(1000) };
    const store = unsentStore(storage);
    store.save('a', { ...unsent, base: 'x'.repeat(100) });
    expect(store.load('a')).toMatchObject({ text: 'short' });
    store.save('a', { ...unsent, text: 'longer' });
    expect(store.load('a')).toEqual({ text: 'longer', revision: 'r1' });
    store.save('a', { text: 'without a base', revision: null });
    expect(store.load('a')).toEqual({ text: 'without a base', revision: null });
  });

  it('reads what an earlier program wrote whole', () => {
    const storage = storageOf();
    const data = { text: 'mine', revision: 'r1', base: 'old', sent: ['old'] };
    storage.setItem('opora.model-unsent.a', JSON.stringify({ at: Date.now(), data }));
    expect(unsentStore(storage).load('a')).toEqual(data);
  });
});
