import { computed, ref, shallowRef, watch } from 'vue';
import type { Check } from './editor.ts';
import { editorOf } from './editors.ts';
import type { ModelProblem } from './model-problem.ts';

/** Checks the files of the open folder as they are written. */
export function useChecks(texts: () => { [path: string]: string }) {
  const byPath = shallowRef<{ [path: string]: ModelProblem[] }>({});
  const running = ref(false);
  /** What the server refused, with the text that it refused: it counts until the file is changed. */
  const refused = ref<{ file: string; text: string | undefined; problem: ModelProblem }[]>([]);
  const shown = computed(() => {
    const all: { [path: string]: ModelProblem[] } = { ...byPath.value };
    const now = texts();
    for (const { file, text, problem } of refused.value) {
      const known = all[file] ?? [];
      if (now[file] !== text || known.some((one) => one.message === problem.message)) continue;
      all[file] = [...known, problem];
    }
    return all;
  });
  const loaded = new Map<string, Promise<Check>>();
  let round = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    const mine = ++round;
    running.value = true;
    const files = texts();
    const found: { [path: string]: ModelProblem[] } = {};
    try {
      for (const [path, text] of Object.entries(files)) {
        const kind = editorOf(path);
        if (!kind.check) continue;
        const check = loaded.get(kind.kind) ?? kind.check();
        loaded.set(kind.kind, check);
        try {
          found[path] = await (await check)(path, text, files);
        } catch (error) {
          found[path] = [
            { message: error instanceof Error ? error.message : String(error), severity: 'error' },
          ];
        }
        if (mine !== round) return;
        // What stays as it was is not shown anew.
        const before = byPath.value[path];
        if (before && JSON.stringify(before) === JSON.stringify(found[path])) found[path] = before;
      }
      byPath.value = found;
    } finally {
      if (mine === round) running.value = false;
    }
  }
  watch(
    texts,
    () => {
      clearTimeout(later);
      later = setTimeout(() => void run(), 0);
    },
    { immediate: true },
  );
  return {
    byPath,
    /** The same with what the server refused. */
    shown,
    refuse(problems: readonly (ModelProblem & { file: string })[]): void {
      const now = texts();
      refused.value = problems.map(({ file, ...problem }) => ({ file, text: now[file], problem }));
    },
    /** Takes what an editor found in what is on the screen, ahead of its text. */
    found(path: string, problems: ModelProblem[]): void {
      byPath.value = { ...byPath.value, [path]: problems };
    },
    running,
  };
}
