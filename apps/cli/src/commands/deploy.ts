import type { Deployment } from '@opora/contracts';
import type { Command } from '../command.ts';
import { ModelFilesError, readModelFolders } from '../model-files.ts';
import { connect, parsed, serverHelp, ServerError, serverOptions } from '../server.ts';

const help = `opora deploy ПУТЬ… [--note ТЕКСТ] [--server АДРЕС] [--json]

Развёртывает папки моделей, каждую целиком или никак. Черновики дизайнера остаются и будут помечены как начатые от прежней версии.

  --note ТЕКСТ        что изменилось; видно в списке версий
${serverHelp}`;

/** `opora deploy`: sends folders of models to a server. */
export const deployCommand: Command = {
  name: 'deploy',
  summary: 'развернуть модели на сервере',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, { ...serverOptions, note: { type: 'string' } });
    const { call } = connect(values);
    try {
      const folders = await readModelFolders(positionals.length > 0 ? positionals : ['.']);
      const made: (Deployment & { folder: string })[] = [];
      for (const { folder, files } of folders) {
        const form = new FormData();
        if (values.note) form.append('note', values.note);
        for (const [path, text] of Object.entries(files))
          if (!path.endsWith('.json') || path === 'stage.json') form.append('files', new Blob([text]), path);
        const answer = await call<Deployment>('POST', '/deployments', form);
        made.push({ folder, ...answer });
        if (values.json) continue;
        for (const { id, version, new: fresh } of answer.processes)
          terminal.stdout.write(`${folder}: ${id} версия ${version}${fresh ? '' : ' (без изменений)'}\n`);
        for (const { file, message } of answer.problems)
          terminal.stdout.write(`  предупреждение  ${file}  ${message}\n`);
      }
      if (values.json) terminal.stdout.write(`${JSON.stringify({ deployments: made }, null, 2)}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof ServerError) && !(error instanceof ModelFilesError)) throw error;
      const problems = error instanceof ServerError ? (error.problem.errors ?? []) : [];
      if (values.json)
        terminal.stdout.write(`${JSON.stringify({ message: error.message, problems }, null, 2)}\n`);
      terminal.stderr.write(`${error.message}\n`);
      for (const problem of problems)
        terminal.stderr.write(`  ${String(problem['path'] ?? '')}  ${String(problem['message'] ?? '')}\n`);
      return 1;
    }
  },
};
