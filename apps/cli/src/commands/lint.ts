import { readProject, type ProjectProblem } from '@opora/modeling';
import type { Command } from '../command.ts';
import { ModelFilesError, readModelFolders, readNeighbors } from '../model-files.ts';
import { problemsInRussian } from '../problem-words.ts';
import { referenceProblems } from '../references.ts';
import { parsed } from '../server.ts';

const help = `opora lint [ПУТЬ…] [--json] [--strict]

Проверяет модели: папки с .bpmn и stage.json, отдельные файлы, архивы zip. Без пути — текущая папка.

  --json              вывести замечания как JSON
  --strict            код выхода 1 и при предупреждениях
`;

/** `opora lint`: what the engine and the references say against models. */
export const lintCommand: Command = {
  name: 'lint',
  summary: 'проверить модели',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' }, strict: { type: 'boolean' } });
    try {
      const folders = await readModelFolders(positionals.length > 0 ? positionals : ['.']);
      const neighbors = await readNeighbors(folders);
      const problems: ProjectProblem[] = [];
      const filesOf = (list: typeof folders): { path: string; text: string }[] =>
        list.flatMap(({ folder, files }) =>
          Object.entries(files).map(([path, text]) => ({ path: `${folder}/${path}`, text })),
        );
      const project = await readProject(filesOf(folders));
      const around = await readProject(filesOf(neighbors));
      const texts = filesOf(folders);
      problems.push(
        ...problemsInRussian(project.problems, texts),
        ...referenceProblems(project, around, texts),
      );
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      if (values.json) terminal.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
      else {
        for (const each of problems) terminal.stdout.write(`${line(each)}\n`);
        terminal.stdout.write(
          `Папок ${folders.length}, ошибок ${errors}, предупреждений ${problems.length - errors}.\n`,
        );
      }
      return errors > 0 || (values.strict && problems.length > 0) ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ModelFilesError)) throw error;
      terminal.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
};

const line = ({ path, elementId, message, severity, line: at }: ProjectProblem): string =>
  `${severity === 'error' ? 'ошибка' : 'предупреждение'}  ${path}${at === undefined ? '' : `:${at}`}${elementId === undefined ? '' : `#${elementId}`}  ${message}`;
