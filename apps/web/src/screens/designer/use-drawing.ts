import { treeOf, type ModdleElement } from '@opora/engine/compile';
import { checkDrawing, writeDrawing } from './checks/diagram.ts';
import type { Modeler } from './modeler.ts';
import type { ModelProblem } from './model-problem.ts';

/** A drawing is written out when the hand has rested so long, in milliseconds, and at the latest after so long. */
const REST = 200;
const LATEST = 1_000;

interface World {
  modeler: () => Modeler | undefined;
  path: () => string;
  files: () => { readonly [path: string]: string };
  /** What is wrong with what is on the screen. */
  checked(problems: ModelProblem[]): void;
  /** The whole new text. */
  written(text: string): void;
}

/** Checks a diagram while it is drawn, and writes it out when the hand rests: both off the main thread. */
export function useDrawing(world: World) {
  /** Changes so far, and how many of them were written out. */
  let drawn = 0;
  let kept = 0;
  let checking = false;
  let again = false;
  let asked = false;
  let since: number | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  let read: { drawn: number; data: string } | undefined;

  /** What is drawn, as data; read once for each change. */
  function data(modeler: Modeler): string {
    if (read?.drawn !== drawn)
      read = { drawn, data: JSON.stringify(treeOf(modeler.getDefinitions() as unknown as ModdleElement)) };
    return read.data;
  }
  async function check(): Promise<void> {
    again = checking;
    const modeler = world.modeler();
    if (checking || !modeler) return;
    checking = true;
    const now = drawn;
    try {
      const problems = await checkDrawing(world.path(), data(modeler), world.files());
      if (now >= kept) world.checked(problems);
    } catch {
      // The text that is written tells what is wrong with the diagram.
    } finally {
      checking = false;
    }
    if (again) void check();
  }
  function begin(): void {
    asked = false;
    void check();
  }
  function changed(): void {
    drawn += 1;
    since ??= performance.now();
    // A gesture ends with several commands: they are checked together, before the page does what follows from them.
    if (!asked) queueMicrotask(begin);
    asked = true;
    clearTimeout(later);
    later = setTimeout(() => void flush(), Math.min(REST, Math.max(0, since + LATEST - performance.now())));
  }
  async function xml(modeler: Modeler): Promise<string> {
    return writeDrawing(world.path(), data(modeler)).catch(() => asEditorWrites(modeler));
  }
  async function flush(): Promise<void> {
    clearTimeout(later);
    const modeler = world.modeler();
    if (kept === drawn || !modeler) return;
    since = undefined;
    const now = drawn;
    const text = await xml(modeler);
    if (now <= kept) return;
    kept = now;
    world.written(text);
  }
  return {
    changed,
    flush,
    /** The text of what is on the screen now. */
    xml,
    /** Another diagram is shown: what was drawn before is of no account. */
    forget(): void {
      clearTimeout(later);
      drawn += 1;
      kept = drawn;
      since = undefined;
    },
    /** The page may be gone in a moment: what is drawn is written at once, without waiting for anybody. */
    async lastWords(): Promise<void> {
      const modeler = world.modeler();
      if (kept === drawn || !modeler) return;
      kept = drawn;
      world.written(await asEditorWrites(modeler));
    },
    stop: (): void => clearTimeout(later),
  };
}

const asEditorWrites = async (modeler: Modeler): Promise<string> =>
  (await modeler.saveXML({ format: true })).xml ?? '';
