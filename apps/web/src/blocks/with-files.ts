import type { Parts } from './extensions.ts';
import type { Brought } from './insert-block.ts';

interface Change {
  /** Changes the diagram by commands of its own, once. */
  change(): void;
  brought: Brought;
}

/** Changes the diagram and brings files that the change needs: one step of undo, which takes both back. */
class WithFiles {
  preExecute({ change }: Change): void {
    change();
  }
  execute({ brought }: Change): never[] {
    brought.bring();
    return [];
  }
  revert({ brought }: Change): never[] {
    brought.takeBack();
    return [];
  }
}

/** The module that lets changes bring files. */
export const withFilesModule = {
  __init__: [['commandStack', registerWithFiles]],
};

/** Makes the command known to a command stack. */
export function registerWithFiles(stack: { registerHandler(name: string, handler: unknown): void }): void {
  stack.registerHandler('opora.with-files', WithFiles);
}

/** Carries a change of the diagram out together with the files it needs. */
export const withFiles = (parts: Parts, brought: Brought, change: () => void): void =>
  parts
    .get<{ execute(command: string, context: Change): void }>('commandStack')
    .execute('opora.with-files', { change, brought });
