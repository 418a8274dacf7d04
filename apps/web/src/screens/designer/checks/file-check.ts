import type { ModelProblem } from '../model-problem.ts';

/** A file to be checked, with the other files of its folder that the check needs, by path. */
export interface CheckedFile {
  path: string;
  text: string;
  files: { readonly [path: string]: string };
  language: 'ru' | 'en';
}

/** Finds what is wrong with a file; runs in the worker of the checks. */
export type FileCheck = (file: CheckedFile) => ModelProblem[] | Promise<ModelProblem[]>;
