import type { Process } from '@opora/contracts';

type Named = Pick<Process, 'id' | 'name'>;

const nameOf = ({ id, name }: Named): string => name ?? id;

/** Processes as people look for them: by name, found by a part of the name or of the id. */
export function processRows<T extends Named>(processes: readonly T[], sought: string): T[] {
  const needle = sought.trim().toLocaleLowerCase('ru');
  return processes
    .filter(({ id, name }) => `${name ?? ''} ${id}`.toLocaleLowerCase('ru').includes(needle))
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'ru', { numeric: true }));
}
