/** What a command reads and writes: the process, or a test in its place. */
export interface Terminal {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write(text: string): unknown; columns?: number };
  stderr: { write(text: string): unknown };
}

/** One command, one file. `run` gives the exit code: 0 done, 1 the input is no good, 2 wrong use. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** How it is used, with every option. */
  help: string;
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The command was used otherwise than its help says. */
export class UsageError extends Error {}
