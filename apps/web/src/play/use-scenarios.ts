import type { ProjectFile } from '@opora/modeling';
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ScenarioReport } from './scenario-runs.ts';

/** How scenarios went and whether they run now, as screens show it. */
export interface ScenarioState {
  report: ScenarioReport | undefined;
  running: boolean;
  /** Why they could not run. */
  problem: string;
}

/** Runs the scenarios of a folder off the main thread whenever its files come to rest. */
export function useScenarios(files: () => ProjectFile[], folder: () => string | undefined) {
  const report: Ref<ScenarioReport | undefined> = shallowRef();
  const running = ref(false);
  const problem = ref('');
  let worker: Worker | undefined;
  let last = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  /** A run that is no longer wanted is ended with its worker, even one that would never end. */
  function stop(): void {
    last += 1;
    worker?.terminate();
    worker = undefined;
    running.value = false;
  }
  function start(): void {
    stop();
    const place = folder();
    const all = files();
    if (!place) return;
    if (!all.some(({ path }) => path.startsWith(`${place}/scenarios/`))) {
      report.value = { runs: [], coverage: {} };
      return;
    }
    const mine = last;
    running.value = true;
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
    worker.postMessage({ n: mine, files: all.map(({ path, text }) => ({ path, text })), folder: place });
  }
  watch(folder, () => {
    report.value = undefined;
    problem.value = '';
  });
  watch(
    () => [folder(), ...files().map(({ path, text }) => `${path}\n${text}`)],
    () => {
      clearTimeout(later);
      // What the report says is of an earlier text from here on.
      running.value = folder() !== undefined;
      later = setTimeout(start, 700);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(later);
    stop();
  });
  return { report, running, problem };
}
