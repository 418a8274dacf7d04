import type { ModelFile } from '@opora/contracts';
import { fingerprint } from '../../lib/fingerprint.ts';
import { reconcile, withSent } from './reconcile.ts';

const file = (text: string, revision: string, state: ModelFile['state'] = 'changed'): ModelFile => ({
  path: 'a.md',
  title: null,
  text,
  revision,
  state,
  base: null,
  stale: false,
  updatedAt: null,
  updatedBy: null,
});

describe('reconcile', () => {
  it('sends what was written on the revision that is still there', () => {
    expect(reconcile({ text: 'mine', revision: 'r1' }, file('old', 'r1'))).toEqual({
      kind: 'send',
      text: 'mine',
    });
    expect(reconcile({ text: 'mine', revision: null }, undefined)).toEqual({ kind: 'send', text: 'mine' });
  });

  it('forgets what has arrived although its answer was lost', () => {
    expect(reconcile({ text: 'mine', revision: 'r1' }, file('mine', 'r2'))).toEqual({ kind: 'nothing' });
    expect(reconcile(undefined, file('old', 'r1'))).toEqual({ kind: 'nothing' });
  });

  it('lets a person choose where another changed, made or deleted the file meanwhile', () => {
    expect(reconcile({ text: 'mine', revision: 'r1' }, file('theirs', 'r2')).kind).toBe('conflict');
    expect(reconcile({ text: 'mine', revision: null }, file('theirs', 'r2')).kind).toBe('conflict');
    expect(reconcile({ text: 'mine', revision: 'r1' }, file('old', '', 'deleted')).kind).toBe('conflict');
  });

  it('sees in an earlier text of the same page no other person', () => {
    const own = { text: 'mine, longer', revision: 'r1', sent: withSent(undefined, 'mine') };
    expect(reconcile(own, file('mine', 'r2'))).toEqual({ kind: 'send', text: 'mine, longer' });
    expect(reconcile(own, file('theirs', 'r2'))).toEqual({ kind: 'conflict', text: 'mine, longer' });
    expect(reconcile(own, file('mine', 'r2', 'deleted'))).toMatchObject({ kind: 'conflict' });
  });
});

describe('withSent', () => {
  it('keeps the first and the last text without an answer', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(fingerprint) as [string, string, string];
    expect(withSent(undefined, 'a')).toEqual([a]);
    expect(withSent([a], 'b')).toEqual([a, b]);
    expect(withSent([a, b], 'c')).toEqual([a, c]);
    expect(withSent([a], 'a')).toEqual([a]);
  });
});
