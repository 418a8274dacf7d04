import { freeName, idOf } from './names.ts';

describe('idOf', () => {
  it('turns a Russian name into an id', () => {
    expect(idOf('Согласование плана (второе)')).toBe('soglasovanie-plana-vtoroe');
    expect(idOf('  Щётка №5 ')).toBe('schetka-5');
    expect(idOf('2-й этап')).toBe('m-2-y-etap');
    expect(idOf('—')).toBe('');
  });
});

describe('freeName', () => {
  it('counts on until a name is free', () => {
    const taken = new Set(['a', 'a-2']);
    expect(freeName('b', (name) => taken.has(name))).toBe('b');
    expect(freeName('a', (name) => taken.has(name))).toBe('a-3');
  });
});
