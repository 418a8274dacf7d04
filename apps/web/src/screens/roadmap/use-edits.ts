import type { RoadmapDetails, RoadmapMeasure } from '@opora/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { ref, shallowRef, watch } from 'vue';
import { change } from '../../api/http.ts';
import { useAct } from '../../components/use-act.ts';
import { useWords } from '../../components/use-words.ts';
import { applied, type Edit, reversed, type Undo, undoOf } from './sheet.ts';

/** What is to be done, told from the rows as they are when its turn comes; undefined: it can no longer be done. */
type Wish = (rows: readonly RoadmapMeasure[]) => Edit | undefined;

/**
 * Edits of a roadmap's table, one after another in the order they were made, with undo and redo; cells show what was written at
 * once, and what was there before if it is refused. `note` says what became of the last edit.
 */
export function useEdits(roadmap: () => RoadmapDetails, changed: () => void) {
  const { t } = useWords();
  const client = useQueryClient();
  const { act, busy, problem } = useAct();
  const note = ref('');
  const past = shallowRef<Undo[]>([]);
  const future = shallowRef<Undo[]>([]);
  let queue: Promise<unknown> = Promise.resolve();
  watch(
    () => roadmap().id,
    () => ([past.value, future.value] = [[], []]),
  );

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const known = (id: string) => client.getQueryData<RoadmapDetails>(['roadmap', id]) ?? roadmap();
  const show = (details: RoadmapDetails): void => void client.setQueryData(['roadmap', details.id], details);

  async function send(id: string, edit: Edit): Promise<Undo | undefined> {
    const before = known(id);
    // A refetch that began before would bring the old cells back for a moment.
    await client.cancelQueries({ queryKey: ['roadmap', id] });
    show({ ...before, rows: applied(edit, before.rows) });
    const answer = await act(() => change<RoadmapDetails>('PATCH', `/roadmaps/${id}/measures`, edit));
    show(answer ?? before);
    // What was refused because somebody else has changed it is shown as it is now.
    changed();
    return answer && undoOf(edit, before.rows, answer.rows);
  }
  /** Makes an edit; answers the rows that it has made, or undefined where nothing came of it. */
  function make(wish: Wish): Promise<string[] | undefined> {
    const { id } = roadmap();
    return inTurn(async () => {
      const edit = wish(known(id).rows);
      const rows = edit ? edit.change.length + edit.add.length + edit.remove.length + edit.restore.length : 0;
      const undo = edit && rows > 0 ? await send(id, edit) : undefined;
      if (!undo) {
        note.value = '';
        return undefined;
      }
      [past.value, future.value] = [[...past.value, undo].slice(-100), []];
      note.value = rows === 1 ? t('roadmap.saved') : t('roadmap.savedMany', { n: rows }, rows);
      return undo.added;
    });
  }
  const turn = (from: typeof past, to: typeof past, word: string): Promise<void> =>
    inTurn(async () => {
      const { id } = roadmap();
      const last = from.value.at(-1);
      if (!last) return;
      from.value = from.value.slice(0, -1);
      const edit = reversed(last, known(id).rows);
      if (!edit) {
        [note.value, problem.value] = ['', t('roadmap.sheet.changedSince')];
        return;
      }
      const undo = await send(id, edit);
      note.value = undo ? t(word) : '';
      if (undo) to.value = [...to.value, undo];
    });
  return {
    make,
    undo: () => turn(past, future, 'roadmap.sheet.undone'),
    redo: () => turn(future, past, 'roadmap.sheet.redone'),
    past,
    future,
    busy,
    note,
    problem,
  };
}
