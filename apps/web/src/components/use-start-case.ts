import type { StartedCase } from '@opora/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { change, errorText, newKey } from '../api/http.ts';
import { useWords } from './use-words.ts';

/** What a new case begins with. */
export interface Beginning {
  variables: object;
  businessKey?: string;
  version?: number;
}

/** Starts cases and opens them: `start` says whether it went well, `problem` why not. */
export function useStartCase() {
  const { t } = useWords();
  const router = useRouter();
  const client = useQueryClient();
  const busy = ref(false);
  const problem = ref('');
  let attempt = { wish: '', key: '' };

  async function start(processId: string, beginning: Beginning): Promise<boolean> {
    busy.value = true;
    problem.value = '';
    try {
      // The same wish sent again after a broken connection must not start a second case; another wish is another act.
      const wish = JSON.stringify([processId, beginning]);
      if (wish !== attempt.wish) attempt = { wish, key: newKey() };
      const path = `/processes/${encodeURIComponent(processId)}/start`;
      const { caseId } = await change<StartedCase>('POST', path, beginning, attempt.key);
      void client.invalidateQueries();
      await router.push(`/cases/${encodeURIComponent(caseId)}`);
      return true;
    } catch (error) {
      problem.value = errorText(error, t);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { start, busy, problem };
}
