import type { ProjectFile } from '@opora/modeling';
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ScenarioReport } from './scenario-runs.ts';

/** Runs the scenarios of a folder in the background whenever its files come to rest. */
export function useScenarios(files: () => ProjectFile[], folder: () => string) {
  const report: Ref<ScenarioReport | undefined> = shallowRef();
  const running = ref(false);
  const problem = ref('');
  let worker: Worker | undefined;
  let last = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    running.value = true;
    last += 1;
    // A scenario that does not end is ended with its worker.
    if (worker && running.value) worker.terminate();
    worker = new Worker(new URL('./scenario-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ n: number; report?: ScenarioReport; error?: string }>) => {
      if (data.n !== last) return;
      running.value = false;
      problem.value = data.error ?? '';
      if (data.report) report.value = data.report;
    };
    worker.onerror = (event) => {
      running.value = false;
      problem.value = event.message;
    };
    worker.postMessage({ n: last, files: files(), folder: folder() });
  }
  watch(
    () => files().map(({ path, text }) => `${path}\n${text}`),
    () => {
      clearTimeout(later);
      later = setTimeout(start, 700);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(later);
    worker?.terminate();
  });
  return { report, running, problem };
}
