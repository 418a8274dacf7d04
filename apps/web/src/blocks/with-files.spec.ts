import { expect, it } from '@jest/globals';
import CommandStack from 'diagram-js/lib/command/CommandStack.js';
import EventBus from 'diagram-js/lib/core/EventBus.js';
import { broughtFiles } from './brought-files.ts';
import type { Parts } from './extensions.ts';
import { registerWithFiles, withFiles } from './with-files.ts';

it('takes a form back with the change that brought it, in one step of undo, and brings it again', () => {
  const files = new Map<string, string>();
  const element = { form: '' };
  /** The command by which the element gets its form. */
  class Refer {
    execute(context: { form: string }) {
      element.form = context.form;
      return [];
    }
    revert() {
      element.form = '';
      return [];
    }
  }
  const stack = new CommandStack(new EventBus(), {
    instantiate: (Handler: new () => object) => new Handler(),
  } as never);
  registerWithFiles(stack as never);
  stack.registerHandler('refer', Refer as never);
  const parts: Parts = { get: <T>() => stack as T };
  const form = broughtFiles([{ path: 'forms/visit.form', text: '{}' }], {
    textOf: (path) => files.get(path),
    write: (path, text) => void files.set(path, text),
    takeBack: (path, text) => void (files.get(path) === text && files.delete(path)),
  });

  withFiles(parts, form, () => stack.execute('refer', { form: 'visit' }));
  expect([element.form, [...files.keys()]]).toEqual(['visit', ['forms/visit.form']]);
  stack.undo();
  expect([element.form, [...files.keys()], stack.canUndo()]).toEqual(['', [], false]);
  stack.redo();
  expect([element.form, [...files.keys()]]).toEqual(['visit', ['forms/visit.form']]);
});
