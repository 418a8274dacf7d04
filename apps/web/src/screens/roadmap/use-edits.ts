import type { RoadmapDetails } from '@opora/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { ref, shallowRef, watch } from 'vue';
import { change } from '../../api/http.ts';
import { useAct } from '../../components/use-act.ts';
import { useWords } from '../../components/use-words.ts';
import { type Edit, reversed, type Undo, undoOf } from './sheet.ts';

/** Edits of a roadmap's table, one after another, with undo and redo; `note` says what became of the last one. */
export function useEdits(roadmap: () => RoadmapDetails, changed: () => void) {
  const { t } = useWords();
  const client = useQueryClient();
  const { act, busy, problem } = useAct();
  const note = ref('');
  const past = shallowRef<Undo[]>([]);
  const future = shallowRef<Undo[]>([]);
  watch(
    () => roadmap().id,
    () => ([past.value, future.value] = [[], []]),
  );

  async function send(edit: Edit): Promise<Undo | undefined> {
    const { id, rows } = roadmap();
    const answer = await act(() => change<RoadmapDetails>('PATCH', `/roadmaps/${id}/measures`, edit));
    if (!answer) {
      note.value = '';
      return undefined;
    }
    client.setQueryData(['roadmap', id], answer);
    changed();
    return undoOf(edit, rows, answer.rows);
  }
  /** Makes an edit; answers whether it was made. */
  async function make(edit: Edit): Promise<boolean> {
    const cells = edit.change.length + edit.add.length + edit.remove.length;
    if (cells === 0) return false;
    const undo = await send(edit);
    if (!undo) return false;
    [past.value, future.value] = [[...past.value, undo].slice(-100), []];
    note.value = t(cells === 1 ? 'roadmap.saved' : 'roadmap.savedMany', { n: cells }, cells);
    return true;
  }
  async function turn(from: typeof past, to: typeof past, word: string): Promise<void> {
    const last = from.value.at(-1);
    if (!last || busy.value) return;
    const edit = reversed(last, roadmap().rows);
    if (!edit) {
      from.value = from.value.slice(0, -1);
      [note.value, problem.value] = ['', t('roadmap.sheet.changedSince')];
      return;
    }
    const undo = await send(edit);
    if (!undo) return;
    [from.value, to.value] = [from.value.slice(0, -1), [...to.value, undo]];
    note.value = t(word);
  }
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
