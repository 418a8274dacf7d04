import type { ModelFile } from '@opora/contracts';
import { reconcile } from './reconcile.ts';

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
});
