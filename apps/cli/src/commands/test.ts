import { failureText, namedValues, readProject, type ScenarioFailure, tryScenario } from '@opora/modeling';
import type { Command } from '../command.ts';
import { ModelFilesError, readModelFolders, readNeighbors } from '../model-files.ts';
import { problemsInRussian } from '../problem-words.ts';
import { parsed } from '../server.ts';

const help = `opora test [ПУТЬ…] [--json]

Проигрывает сценарии (scenarios/*.yaml) на настоящем движке в памяти. Вызываемые процессы берутся из папок рядом.

  --json              вывести итог каждого сценария как JSON
`;

interface Result {
  path: string;
  title: string;
  passed: boolean;
  message?: string;
}

/** `opora test`: plays scenarios of models. */
export const testCommand: Command = {
  name: 'test',
  summary: 'проиграть сценарии моделей',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, { json: { type: 'boolean' } });
    try {
      const folders = await readModelFolders(positionals.length > 0 ? positionals : ['.']);
      const neighbors = await readNeighbors(folders);
      const own = new Set(folders.map(({ folder }) => folder));
      // Of two processes with one id the later counts: that of the folders that are tested.
      const files = [...neighbors, ...folders].flatMap(({ folder, files: texts }) =>
        Object.entries(texts)
          .filter(([path]) => own.has(folder) || !/\.ya?ml$/.test(path))
          .map(([path, text]) => ({ path: `${folder}/${path}`, text })),
      );
      const project = await readProject(files);
      const broken = project.problems.filter(
        ({ severity, path }) => severity === 'error' && own.has(path.split('/')[0]!),
      );
      const results: Result[] = problemsInRussian(broken, files).map(({ path, line, message }) => ({
        path: line === undefined ? path : `${path}:${line}`,
        title: 'файл не читается',
        passed: false,
        message,
      }));
      const names = new Map(
        project.models.flatMap(({ nodes }) =>
          Object.entries(nodes).map(([id, { name }]) => [id, name] as const),
        ),
      );
      const inWords = ({ code, values, step }: ScenarioFailure): string =>
        failureText({ code, values: namedValues(values, (id) => names.get(id) || id), step }, 'ru');
      for (const { path, processId, scenario } of project.scenarios) {
        const { failure } = tryScenario(scenario, processId, project);
        results.push({
          path,
          title: scenario.title,
          passed: !failure,
          ...(failure ? { message: inWords(failure) } : {}),
        });
      }
      const failed = results.filter(({ passed }) => !passed).length;
      if (values.json)
        terminal.stdout.write(
          `${JSON.stringify({ results, passed: results.length - failed, failed }, null, 2)}\n`,
        );
      else {
        for (const { path, title, passed, message } of results)
          terminal.stdout.write(
            `${passed ? 'прошёл' : 'НЕ ПРОШЁЛ'}  ${path}  ${title}${message === undefined ? '' : `\n    ${message}`}\n`,
          );
        terminal.stdout.write(`Сценариев прошло ${results.length - failed}, не прошло ${failed}.\n`);
      }
      return failed > 0 || results.length === 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof ModelFilesError)) throw error;
      terminal.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
};
