import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import '../../diagram/diagram.css';
import './modeler.css';
import { oporaModdle } from '@opora/engine/compile';
import Modeler from 'bpmn-js/lib/Modeler';
import ColorPickerModule from 'bpmn-js-color-picker';
import 'bpmn-js-color-picker/colors/color-picker.css';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import ZeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import minimapModule from 'diagram-js-minimap';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { boundaryLabelsModule } from '../../diagram/boundary-labels.ts';
import { bpmnWords } from '../../diagram/bpmn-words.ts';
import { glidingCanvasModule } from '../../diagram/gliding-canvas.ts';
import { lightCanvasModule } from '../../diagram/light-canvas.ts';
import { staySelectedModule } from '../../diagram/stay-selected.ts';
import { textRenderer, wholeWordsModule } from '../../diagram/whole-words.ts';
import { translatePanel } from '../../diagram/translate-panel.ts';
import type { Translate } from '../../lib/translate.ts';
import type { ModelProblem } from './model-problem.ts';
import { blocksMenuModule } from '../../blocks/blocks-menu.ts';
import { insertBlockModule } from '../../blocks/insert-block.ts';
import { withFilesModule } from '../../blocks/with-files.ts';
import { autoLayoutModule } from './auto-layout.ts';
import { variableCompletionModule, type VariablesOf } from './draft-variables.ts';
import { executedOnlyModule } from './executed-only.ts';
import { referencesModule } from './references-group.ts';
import type { References } from './references.ts';
import { sharedClipboardModule } from './shared-clipboard.ts';
import { voteGroupModule } from './vote-group.ts';

/** A part of the canvas. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** A place of the editor's event bus, canvas and stack that the screen uses. */
export interface Canvas {
  zoom(level?: number | string, center?: unknown): number;
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
  scrollToElement(id: string): void;
  getRootElement(): { id: string };
  viewbox(box?: Box): Box & { inner: Box; outer: { width: number; height: number } };
}
/** The stack of commands: what can be undone and redone. */
export interface CommandStack {
  canUndo(): boolean;
  canRedo(): boolean;
  undo(): void;
  redo(): void;
}
/** Notes laid over elements. */
export interface Overlays {
  add(id: string, type: string, overlay: { position: { [side: string]: number }; html: HTMLElement }): string;
  get(id: string): object | undefined;
  remove(id: string): void;
}
/** Elements by id. */
export interface Registry {
  get(id: string): { id: string } | undefined;
}
/** What is selected. */
export interface Selection {
  select(element: unknown): void;
}

/** The editor on its canvas with the properties panel in another element. */
export function createModeler(
  canvas: HTMLElement,
  panel: HTMLElement,
  world: {
    locale: string;
    t: Translate;
    variablesOf: VariablesOf;
    /** What elements may refer to now. */
    references: () => References;
  },
): Modeler {
  const { locale, t, variablesOf, references } = world;
  const language = locale.startsWith('ru') ? 'ru' : 'en';
  const modeler: Modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    textRenderer,
    moddleExtensions: { zeebe: zeebeModdle, opora: oporaModdle },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      ZeebeBehaviorsModule,
      CreateAppendAnythingModule,
      minimapModule,
      lightCanvasModule,
      glidingCanvasModule,
      staySelectedModule,
      wholeWordsModule,
      boundaryLabelsModule,
      ColorPickerModule,
      sharedClipboardModule,
      insertBlockModule,
      withFilesModule,
      executedOnlyModule,
      autoLayoutModule,
      blocksMenuModule(t, language),
      referencesModule(t, language, references),
      voteGroupModule(t),
      bpmnWords(locale),
      variableCompletionModule(variablesOf, (id) => nameOf(modeler, id)),
    ],
  } as never);
  const stop = translatePanel(panel, modeler.get<(english: string) => string>('translate'));
  modeler.on('diagram.destroy', stop);
  return modeler;
}
interface Named {
  id: string;
  businessObject?: { name?: string };
  source?: Named;
  target?: Named;
}
/** Name of an element as people know it: a flow without one is called by its ends, anything else by its id. */
export function nameOf(modeler: Modeler, id: string): string {
  const shape = modeler.get<Registry>('elementRegistry').get(id) as Named | undefined;
  const own = (one: Named): string => one.businessObject?.name || one.id;
  if (!shape?.source || !shape.target || shape.businessObject?.name) return shape ? own(shape) : id;
  return `${own(shape.source)} → ${own(shape.target)}`;
}
/** Paints what scenarios have passed; `undefined` takes the paint off. Answers what was painted, for the next call. */
export function paintCovered(
  modeler: Modeler,
  covered: { elements: string[]; flows: string[] } | undefined,
  before: [id: string, marker: string][],
): [id: string, marker: string][] {
  const canvas = modeler.get<Canvas>('canvas');
  const registry = modeler.get<Registry>('elementRegistry');
  for (const [id, marker] of before) if (registry.get(id)) canvas.removeMarker(id, marker);
  const wanted: [string, string][] = [
    ...(covered?.elements ?? []).map((id): [string, string] => [id, 'op-passed']),
    ...(covered?.flows ?? []).map((id): [string, string] => [id, 'op-taken']),
  ];
  const painted = wanted.filter(([id]) => registry.get(id));
  for (const [id, marker] of painted) canvas.addMarker(id, marker);
  return painted;
}
const marked = new WeakMap<Modeler, Map<string, { overlay: string; said: string }>>();

/** Puts a mark at every element that has a problem, with all its messages; marks that say the same stay where they are. */
export function markProblems(modeler: Modeler, problems: ModelProblem[], afresh = false): void {
  const overlays = modeler.get<Overlays>('overlays');
  const registry = modeler.get<Registry>('elementRegistry');
  const root = modeler.get<Canvas>('canvas').getRootElement().id;
  const byElement = new Map<string, ModelProblem[]>();
  for (const problem of problems) {
    const id = problem.elementId;
    if (id && id !== root && registry.get(id)) byElement.set(id, [...(byElement.get(id) ?? []), problem]);
  }
  const before = (!afresh && marked.get(modeler)) || new Map<string, { overlay: string; said: string }>();
  const now = new Map<string, { overlay: string; said: string }>();
  for (const [id, list] of byElement) {
    const severity = list.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
    const said = `${severity}\n${list.map((problem) => problem.message).join('\n')}`;
    const same = before.get(id);
    // Marks leave with their element, also when it comes back by undoing.
    if (same?.said === said && overlays.get(same.overlay)) {
      now.set(id, same);
      continue;
    }
    const mark = document.createElement('div');
    mark.className = `problem-mark ${severity}`;
    mark.textContent = String(list.length);
    mark.title = list.map((problem) => problem.message).join('\n');
    const overlay = overlays.add(id, 'opora-problem', { position: { top: -11, left: -11 }, html: mark });
    now.set(id, { overlay, said });
  }
  for (const [id, { overlay }] of before) if (now.get(id)?.overlay !== overlay) overlays.remove(overlay);
  marked.set(modeler, now);
}
export type { Modeler };
