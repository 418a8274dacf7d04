import { ref } from 'vue';
import { errorText } from '../api/http.ts';
import { useWords } from './use-words.ts';

/** One act of a person at a time: `busy` while it runs, `problem` says in words why the last one was refused. */
export function useAct() {
  const { t } = useWords();
  const busy = ref(false);
  const problem = ref('');

  /** Runs the act; answers what it gave, or undefined after a refusal. */
  async function act<T>(work: () => Promise<T>): Promise<T | undefined> {
    [busy.value, problem.value] = [true, ''];
    try {
      return await work();
    } catch (error) {
      problem.value = errorText(error, t);
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { act, busy, problem };
}
