import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { convertCamunda7 } from '@opora/modeling';
import { type Command, UsageError } from '../command.ts';
import { parsed } from '../server.ts';

const help = `opora convert ФАЙЛ.bpmn [--out ФАЙЛ] [--json]

Переводит схему Camunda 7 (Operaton, Flowable, Activiti) в вид, который здесь исполняется; чему нет соответствия, перечисляет.
Формы, описанные внутри схемы, кладёт рядом в forms/.

  --out ФАЙЛ          куда записать; без него схема выводится
  --json              вывести схему, формы и перечень как JSON
`;

/** `opora convert`: a diagram for Camunda 7 becomes one that runs here. */
export const convertCommand: Command = {
  name: 'convert',
  summary: 'перевести схему Camunda 7',
  help,
  async run(args, terminal) {
    const { values, positionals } = parsed(args, { out: { type: 'string' }, json: { type: 'boolean' } });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError('Ожидался один файл .bpmn.');
    try {
      const converted = await convertCamunda7(await readFile(file, 'utf8'));
      if (values.json) terminal.stdout.write(`${JSON.stringify(converted, null, 2)}\n`);
      else if (values.out === undefined) terminal.stdout.write(converted.xml);
      if (values.out !== undefined) {
        await writeFile(values.out, converted.xml);
        for (const [path, text] of Object.entries(converted.forms)) {
          const target = join(dirname(values.out), path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, text);
        }
      }
      const words = { lost: 'нет соответствия', changed: 'проверьте' };
      if (!values.json)
        for (const { elementId, kind, message } of converted.notes)
          terminal.stderr.write(`${words[kind]}  ${elementId}  ${message}\n`);
      return 0;
    } catch (error) {
      const said = ((error as { message?: string }).message ?? String(error)).split('\n')[0]!;
      const reason = said.startsWith('ENOENT') ? 'такого файла нет' : said;
      terminal.stderr.write(`Файл «${file}» не читается: ${reason}\n`);
      return 1;
    }
  },
};
