import { drafts } from './drafts.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('drafts', () => {
  it('gives back what was kept, by kind and name, until it is removed', () => {
    const storage = memory();
    const own = drafts<{ a: number }>(storage, 'draft', () => 1000);
    own.save('t1', { a: 1 });
    expect(own.load('t1')).toEqual({ at: 1000, data: { a: 1 } });
    expect(drafts(storage, 'model').load('t1')).toBeUndefined();
    own.remove('t1');
    expect(own.load('t1')).toBeUndefined();
  });
  it('forgets a draft after thirty days and one that cannot be read', () => {
    const storage = memory();
    let now = 0;
    const own = drafts<number>(storage, 'draft', () => now);
    own.save('t1', 1);
    now = 31 * 86_400_000;
    expect(own.load('t1')).toBeUndefined();
    storage.setItem('opora.draft.t2', '{');
    expect(own.load('t2')).toBeUndefined();
  });
  it('does not disturb the writer when the storage is full', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => drafts(full, 'draft').save('t', 1)).not.toThrow();
  });
});
