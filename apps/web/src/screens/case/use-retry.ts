import { ref } from 'vue';
import { change } from '../../api/http.ts';
import { useAct } from '../../components/use-act.ts';

/** Tries an incident once more: `trying` is the id of the one on its way. */
export function useRetry(retried: () => void) {
  const { act, problem } = useAct();
  const trying = ref('');
  async function retry(id: string): Promise<void> {
    trying.value = id;
    await act(async () => {
      await change('POST', `/incidents/${encodeURIComponent(id)}/retry`);
      retried();
    });
    trying.value = '';
  }
  return { retry, trying, problem };
}
