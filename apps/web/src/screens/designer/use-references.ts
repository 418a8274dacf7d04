import type { ProjectFile } from '@opora/modeling';
import { computed, onMounted, shallowRef } from 'vue';
import { broughtFiles, type FilesOfFolder } from '../../blocks/brought-files.ts';
import type { Parts } from '../../blocks/extensions.ts';
import { withFiles } from '../../blocks/with-files.ts';
import { referenceOf, setReference } from './element-references.ts';
import type { EditorProps } from './editor.ts';
import { freeName, idOf } from './names.ts';
import { newDecision } from './new-decision.ts';
import { newForm } from './new-form.ts';
import { newModel } from './new-model.ts';
import { otherFolders } from './other-folders.ts';
import { referencesOf, type References, type ReferenceKind } from './references.ts';
import type { ReferenceAsked } from './references-group.ts';

interface World {
  parts(): Parts;
  /** Sends the diagram on before another file is shown. */
  flush(): Promise<void>;
  files: FilesOfFolder;
  open(path: string, element: string | undefined, folder: string): void;
}
const makers: {
  [K in ReferenceKind]: { pathOf(id: string): string; text(id: string, name: string): string };
} = {
  form: { pathOf: (id) => `forms/${id}.form`, text: newForm },
  decision: { pathOf: (id) => `decisions/${id}.dmn`, text: newDecision },
  process: { pathOf: (id) => `${id}.bpmn`, text: newModel },
};

/** What the elements of an open diagram may refer to, and how that is opened or made from an element. */
export function useReferences(props: EditorProps, world: World) {
  const others = shallowRef<ProjectFile[]>([]);
  onMounted(async () => {
    others.value = await otherFolders(props.folder).catch(() => []);
  });
  const elsewhere = computed(() => referencesOf(others.value));
  const own = computed(() =>
    referencesOf(
      Object.entries(props.files).map(([path, text]) => ({ path: `${props.folder}/${path}`, text })),
    ),
  );
  /** Those of this folder come first. */
  const references = computed<References>(() => ({
    folder: props.folder,
    forms: [...own.value.forms, ...elsewhere.value.forms],
    decisions: [...own.value.decisions, ...elsewhere.value.decisions],
    processes: [...own.value.processes, ...elsewhere.value.processes],
    messages: [...new Set([...own.value.messages, ...elsewhere.value.messages])].sort(),
  }));

  async function follow({ act, kind, element }: ReferenceAsked): Promise<void> {
    const { id } = referenceOf(element)!;
    if (act === 'create') return make(kind, element, id);
    const { forms, decisions, processes } = references.value;
    const list = { form: forms, decision: decisions, process: processes }[kind];
    const found = list.find((each) => each.id === id);
    if (!found) return;
    await world.flush();
    world.open(found.path, kind === 'decision' ? id : undefined, found.folder);
  }
  async function make(
    kind: ReferenceKind,
    element: ReferenceAsked['element'],
    wanted: string,
  ): Promise<void> {
    const name = element.businessObject.name?.trim() || element.id;
    const maker = makers[kind];
    const id = freeName(
      wanted || idOf(name) || kind,
      (each) => props.files[maker.pathOf(each)] !== undefined,
    );
    const made = { path: maker.pathOf(id), text: maker.text(id, name) };
    withFiles(world.parts(), broughtFiles([made], world.files), () =>
      setReference(world.parts(), element, id),
    );
    await world.flush();
    world.open(made.path, undefined, props.folder);
  }
  return { references, follow };
}
