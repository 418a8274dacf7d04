import {
  outsideOf,
  PlaySession,
  readProject,
  recordScenario,
  writeScenario,
  type Outside,
  type PlayStart,
  type Project,
  type ProjectFile,
  type ScenarioFailure,
  type ScenarioStep,
} from '@opora/modeling';
import { computed, markRaw, ref, shallowRef } from 'vue';

/** A play of the draft as the screen needs it. */
export function usePlay() {
  const project = shallowRef<Project>();
  const session = shallowRef<PlaySession>();
  /** Grows with every act: the session itself is not watched. */
  const changes = ref(0);
  /** Shown moment: number of journal lines. */
  const index = ref(0);
  const failure = shallowRef<ScenarioFailure>();

  async function load(files: ProjectFile[]): Promise<void> {
    project.value = markRaw(await readProject(files));
  }
  function begin(start: PlayStart, steps: ScenarioStep[] = []): void {
    failure.value = undefined;
    session.value = markRaw(new PlaySession(start, project.value!));
    for (const step of steps) {
      failure.value = session.value.act(step);
      if (failure.value) break;
    }
    moved();
  }
  function moved(): void {
    changes.value += 1;
    index.value = session.value?.length ?? 0;
  }
  function act(step: Partial<ScenarioStep>): boolean {
    failure.value = session.value!.act(step);
    moved();
    return !failure.value;
  }
  function back(acts: number): void {
    failure.value = undefined;
    session.value!.back(acts);
    moved();
  }
  const total = computed(() => (changes.value, session.value?.length ?? 0));
  const view = computed(() => (changes.value, session.value?.at(index.value)));
  const atEnd = computed(() => index.value === total.value);
  const outside = computed<Outside | undefined>(
    () => (changes.value, session.value && outsideOf(session.value.play)),
  );
  const tasks = computed(() => (changes.value, session.value?.play.host.tasks() ?? []));
  /** Why gateways chose in the last act. */
  const choices = computed(() => (changes.value, session.value?.lastChoices() ?? []));
  const acts = computed(() => (changes.value, session.value?.steps.length ?? 0));
  /** The play as the text of a scenario in a folder of models; a process of another name is named. */
  const scenarioText = (title: string, folder: string): string => {
    const { begin: start, steps, play } = session.value!;
    const scenario = recordScenario(title, start.given, steps, play, start.startNode);
    const other = start.processId === folder ? {} : { process: start.processId };
    return writeScenario({ ...scenario, ...other });
  };
  return {
    project,
    session,
    index,
    failure,
    total,
    view,
    atEnd,
    outside,
    tasks,
    acts,
    choices,
    load,
    begin,
    act,
    back,
    scenarioText,
  };
}
