import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeArchive } from '@opora/modeling';
import { type Command, UsageError } from '../command.ts';
import { connect, parsed, serverHelp, ServerError, serverOptions } from '../server.ts';
import { readRemote } from './diff.ts';

const help = `opora export ПАПКА [--out КУДА] [--version N | --draft] [--server АДРЕС]

Скачивает папку моделей с сервера: в архив, если КУДА кончается на .zip, иначе в папку на диске (по умолчанию — ПАПКА).

  --out КУДА          архив .zip или папка
  --version N         не последняя, а названная версия папки
  --draft             черновик дизайнера
${serverHelp}`;

/** `opora export`: a folder of models from a server to the disk. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'скачать модели с сервера',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, {
      ...serverOptions,
      out: { type: 'string' },
      version: { type: 'string' },
      draft: { type: 'boolean' },
    });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1)
      throw new UsageError('Ожидалось имя одной папки моделей.');
    const { call } = connect(values);
    try {
      const files = await readRemote(call, folder, values);
      const out = values.out ?? folder;
      if (out.endsWith('.zip')) await writeFile(out, writeArchive(folder, files));
      else
        for (const [path, text] of Object.entries(files)) {
          const target = join(out, ...path.split('/'));
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, text);
        }
      const paths = Object.keys(files);
      terminal.stdout.write(
        values.json
          ? `${JSON.stringify({ folder, out, files: paths }, null, 2)}\n`
          : `${folder}: файлов ${paths.length} → ${out}\n`,
      );
      return 0;
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      terminal.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
};
