/**
 * The process that a scenario starts: the one that it names, else the one that its folder is named after, else the only one of its
 * folder. `own` are the processes of the folder, `all` those of the project.
 */
export function startedProcess(
  named: string | undefined,
  folder: string,
  own: readonly string[],
  all: ReadonlySet<string>,
): string {
  if (named !== undefined) return named;
  return !all.has(folder) && own.length === 1 ? own[0]! : folder;
}
