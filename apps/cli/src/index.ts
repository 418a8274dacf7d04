import { type Command, type Terminal, UsageError } from './command.ts';
import { convertCommand } from './commands/convert.ts';
import { deployCommand } from './commands/deploy.ts';
import { diffCommand } from './commands/diff.ts';
import { exportCommand } from './commands/export.ts';
import { importPlanCommand } from './commands/import-plan.ts';
import { lintCommand } from './commands/lint.ts';
import { testCommand } from './commands/test.ts';

const commands: readonly Command[] = [
  lintCommand,
  testCommand,
  diffCommand,
  deployCommand,
  exportCommand,
  convertCommand,
  importPlanCommand,
];

/** Runs `opora <command> …`; gives the exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const list = commands.map((one) => `  ${one.name.padEnd(14)} ${one.summary}`).join('\n');
    const known = name === undefined || name === '--help' || name === '-h' || name === 'help';
    const output = known ? terminal.stdout : terminal.stderr;
    output.write(`${known ? '' : `Нет команды «${name}».\n\n`}opora <команда>\n\n${list}\n`);
    return known ? 0 : 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.stdout.write(command.help);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr.write(`${error.message}\n\n${command.help}`);
    return 2;
  }
}

export { type Command, type Terminal, UsageError } from './command.ts';
