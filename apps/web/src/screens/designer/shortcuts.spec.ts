import { keysOf, shortcuts } from './shortcuts.ts';

const press = (key: string, code: string, held: object = {}): string =>
  keysOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keysOf', () => {
  it('names a key alike on a Russian and an English keyboard', () => {
    expect(press('ы', 'KeyS', { ctrlKey: true })).toBe('Ctrl+S');
    expect(press('s', 'KeyS', { metaKey: true })).toBe('Ctrl+S');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press(',', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('F2', 'F2')).toBe('F2');
  });

  it('has no two meanings for the same keys', () => {
    const keys = shortcuts.map((each) => each.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
