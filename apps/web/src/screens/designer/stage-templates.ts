import { newModel } from './new-model.ts';

/** A beginning for a new folder: its files by path. */
export interface StageTemplate {
  id: string;
  files(id: string, title: string, order: number): { [path: string]: string };
}

/** What a new folder may begin with. */
export const stageTemplates: StageTemplate[] = [
  { id: 'empty', files: (id, title) => ({ [`${id}.bpmn`]: newModel(id, title) }) },
];
