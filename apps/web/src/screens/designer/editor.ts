import type { Fix } from '@opora/modeling';
import type { Component } from 'vue';
import type { ScenarioReport } from '../../play/scenario-runs.ts';
import type { Translate } from '../../lib/translate.ts';
import type { ModelProblem } from './model-problem.ts';

/** What an editor gets (`defineProps<EditorProps>()`): one file of a folder of models. */
export interface EditorProps {
  folder: string;
  /** Path inside the folder, such as `forms/grade.form`. */
  path: string;
  /** The text now. It changes from outside too: a restored version, another person's change that was taken over. */
  text: string;
  readonly: boolean;
  /** What is wrong with this file. */
  problems: ModelProblem[];
  /** Texts of all files of the folder by path, this one among them. */
  files: { readonly [path: string]: string };
  /** How the scenarios of the folder went the last time; undefined: they have not run yet. */
  scenarios?: ScenarioReport | undefined;
}

/** What an editor tells (`defineEmits<EditorEvents>()`). */
export interface EditorEvents {
  /** The whole new text, within half a second of a change. */
  change: [text: string];
  /** What is wrong with what is on the screen, before its text is written. */
  checked: [problems: ModelProblem[]];
  /** Creates or changes another file of the folder: a form made from its task, a recorded scenario. */
  write: [path: string, text: string];
  /** Takes a file back that came with something that is undone, if it still says this text. */
  takeBack: [path: string, text: string];
  /** Opens another file, at an element if one is named; of this folder unless another is. */
  open: [path: string, elementId?: string, folder?: string];
  /** The text cannot be edited in this way: the file is opened as text at that place. */
  unreadable: [message: string, line?: number];
  /** A person wants to see the file as text, and why it cannot be seen otherwise now. */
  asText: [message: string];
  /** Undo and redo became possible or impossible. */
  history: [can: { undo: boolean; redo: boolean }];
}

/** What an editor lets the workbench do with it (`defineExpose`); all of it optional. */
export interface EditorHandle {
  undo?: () => void;
  redo?: () => void;
  /** Selects an element and shows it. */
  go?: (elementId: string) => void;
  /** Mends a problem that says how. */
  fix?: (fix: Fix) => void;
  /** Emits a change that is still on its way, before the file is deployed or closed. */
  flush?: () => Promise<void>;
}

/** A kind of file, as `editors/<kind>.ts` declares it. */
export interface EditorKind {
  /** Name of the kind: key of its texts (`designer.kind.<kind>`). */
  kind: string;
  /** Extensions of its files, with the dot. */
  extensions: readonly string[];
  /** Path of @mdi/js. */
  icon: string;
  /** Place among the kinds in the tree and the menu «new file». */
  order: number;
  /** Folder for new files, with a closing slash; empty: beside stage.json. */
  home: string;
  /** Loaded when a file is opened. A component of `EditorProps`, `EditorEvents` and, exposed, `EditorHandle`. */
  component: () => Promise<{ default: Component } | Component>;
  /** The text of a new file; absent: such files are not made by hand. */
  create?: (id: string, name: string, t: Translate) => string;
  /** Loaded when a folder is opened; answers what is wrong with a file of this kind. */
  check?: () => Promise<Check>;
}

/** Finds what is wrong with a file among those of its folder. */
export type Check = (
  path: string,
  text: string,
  files: { readonly [path: string]: string },
) => Promise<ModelProblem[]>;

/** Declares a kind of file. */
export function defineEditor(kind: EditorKind): EditorKind {
  return kind;
}
