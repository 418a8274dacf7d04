import { broughtFiles } from '../../blocks/brought-files.ts';
import type { WorkFile } from './project.ts';
import { createTakeBack } from './take-back.ts';

const form = (more: Partial<WorkFile> = {}): WorkFile => ({
  ...{ folder: 'visit', path: 'forms/a.form', text: 'brought', revision: null, server: undefined },
  ...{ unsent: true, conflict: undefined },
  ...more,
});

/** A folder with one file; what is to be done after the answers of the server waits for `answered`. */
function folderWith(there: WorkFile, refuse = false) {
  const files = new Map([[there.path, there]]);
  const jobs: (() => Promise<void>)[] = [];
  const removed: [path: string, revision: string][] = [];
  const { takeBack, wanted } = createTakeBack({
    file: (_, path) => files.get(path),
    drop: (_, path) => void files.delete(path),
    show: (file) => void files.set(file.path, file),
    afterwards: (job) => void jobs.push(job),
    remove: async (_, path, revision) => {
      if (refuse) throw new Error('no connection');
      removed.push([path, revision]);
    },
  });
  const block = broughtFiles([{ path: there.path, text: 'brought' }], {
    textOf: (path) => files.get(path)?.text,
    write: (path, text) => void files.set(path, { ...(wanted('visit', path) ?? form()), text }),
    takeBack: (path, text) => takeBack('visit', path, text),
  });
  return {
    ...{ files, removed },
    undo: () => block.takeBack(),
    redo: () => block.bring(),
    answered: async () => {
      for (const job of jobs.splice(0)) await job();
    },
  };
}

describe('a file that came with a block', () => {
  it('is gone here at once, and on the server when what was on its way is answered', async () => {
    const { files, removed, undo, answered } = folderWith(form());
    undo();
    expect(files.size).toBe(0);
    files.set('forms/a.form', form({ revision: 'r1', unsent: false }));
    await answered();
    expect([...files.keys(), ...removed]).toEqual([['forms/a.form', 'r1']]);
  });

  it('needs no server where it was never sent', async () => {
    const { files, removed, undo, answered } = folderWith(form());
    undo();
    await answered();
    expect([files.size, removed]).toEqual([0, []]);
  });

  it.each([
    ['was changed since', { text: 'brought, and changed' }],
    ['another person changed', { conflict: { path: 'forms/a.form', message: '', current: null } }],
  ] as [string, Partial<WorkFile>][])('stays if somebody: %s', async (_, more) => {
    const { files, removed, undo, answered } = folderWith(form({ revision: 'r1', ...more }));
    undo();
    await answered();
    expect([files.size, removed]).toEqual([1, []]);
  });

  it('is not deleted when it is brought again meanwhile, and keeps its revision', async () => {
    const { files, removed, undo, redo, answered } = folderWith(form({ revision: 'r1' }));
    undo();
    redo();
    await answered();
    expect([...files.values()]).toMatchObject([{ revision: 'r1', text: 'brought' }]);
    expect(removed).toEqual([]);
  });

  it('is not deleted either when the answer to what was on its way has put it back before', async () => {
    const { files, removed, undo, redo, answered } = folderWith(form());
    undo();
    files.set('forms/a.form', form({ revision: 'r1', unsent: false }));
    redo();
    await answered();
    expect([...files.values()]).toMatchObject([{ revision: 'r1', text: 'brought' }]);
    expect(removed).toEqual([]);
  });

  it('that was changed since is not written over by redo', () => {
    const { files, redo } = folderWith(form({ text: 'changed' }));
    redo();
    expect(files.get('forms/a.form')!.text).toBe('changed');
  });

  it('is shown again where the server did not delete it', async () => {
    const { files, undo, answered } = folderWith(form({ revision: 'r1' }), true);
    undo();
    await answered();
    expect([...files.values()]).toMatchObject([{ revision: 'r1', text: 'brought', unsent: false }]);
  });
});
