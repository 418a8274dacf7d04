import { prepareBlock, type BlockValues } from '@opora/modeling';
import type Modeler from 'bpmn-js/lib/Modeler';
import { computed, ref, shallowRef } from 'vue';
import { blockOf } from './fixes.ts';
import type { BlockChosen } from './blocks-menu.ts';
import { broughtFiles, type BroughtFile, type FilesOfFolder } from './brought-files.ts';
import { canFollow, freeId, insertBlock, stepsOf, wayName, type Shape } from './insert-block.ts';

interface World extends FilesOfFolder {
  modeler(): Modeler;
  /** What people call an element that has no name. */
  nameOf(id: string): string;
  /** Names of the variables that exist at an element. */
  variablesAt(id: string): Promise<string[]>;
}

/** A building block from the menu to the diagram: where it will stand, what it is filled with, and putting it in. */
export function useBlocks(world: World) {
  const chosen = shallowRef<{ block: string; steps: { id: string; name: string }[] }>();
  const after = ref<string>();
  const variables = ref<string[]>([]);
  /** The step that was selected last: a click beside it takes the selection, not the thought, away. */
  let last: string | undefined;

  /** A name that stands outside a step is a shape of its own: what it names is meant. */
  const named = (one: Shape): Shape => one.labelTarget ?? one;
  const selected = (): Shape[] => world.modeler().get<{ get(): Shape[] }>('selection').get().map(named);
  const shapeOf = (id: string | undefined): Shape | undefined =>
    id === undefined
      ? undefined
      : world.modeler().get<{ get(id: string): Shape | undefined }>('elementRegistry').get(id);

  function noted({ newSelection }: { newSelection: Shape[] }): void {
    const [one] = newSelection.map(named);
    if (one && canFollow(one)) last = one.id;
  }
  async function put(id: string | undefined): Promise<void> {
    after.value = id;
    variables.value = [];
    if (id === undefined) return;
    const found = await world.variablesAt(id);
    if (after.value === id) variables.value = found;
  }
  function choose({ block, source }: BlockChosen): void {
    const from = shapeOf(source?.id);
    const at = [from && named(from), selected()[0], shapeOf(last)].find((one) => one && canFollow(one));
    const steps = stepsOf(world.modeler());
    if (at && !steps.some(({ id }) => id === at.id)) steps.unshift({ id: at.id, name: world.nameOf(at.id) });
    chosen.value = { block, steps };
    void put(at?.id);
  }
  async function insert(values: BlockValues): Promise<void> {
    const block = blockOf(chosen.value!.block)!;
    chosen.value = undefined;
    const formsOf = (id: string): BroughtFile[] =>
      prepareBlock(block, values, id).forms.map((form) => ({
        path: `forms/${form.id}.form`,
        text: `${JSON.stringify(form, null, 2)}\n`,
      }));
    const isTaken = ({ path }: BroughtFile): boolean => world.textOf(path) !== undefined;
    const id = freeId(world.modeler(), block.id, (one) => formsOf(one).some(isTaken));
    const { fragment } = prepareBlock(block, values, id);
    const place = { fragment, id, after: after.value };
    await insertBlock(world.modeler(), place, broughtFiles(formsOf(id), world));
  }
  return {
    block: computed(() => chosen.value && blockOf(chosen.value.block)),
    steps: computed(() => chosen.value?.steps ?? []),
    after,
    way: computed(() => (after.value === undefined ? undefined : wayName(world.modeler(), after.value))),
    variables,
    noted,
    put,
    choose,
    insert,
    close: (): void => void (chosen.value = undefined),
  };
}
