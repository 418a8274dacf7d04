import { readdirSync, readFileSync } from 'node:fs';

const HERTZ = 100;

/** Fields of /proc/PID/stat behind the name of the program; undefined when the process is gone. */
function fields(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  } catch {
    return undefined;
  }
}

const seconds = (found, from) => (found ? (Number(found[from]) + Number(found[from + 1])) / HERTZ : 0);

/**
 * Processor seconds that each of these processes has used so far, with all its threads and, for servers that work in
 * child processes, with their live and ended children (Linux).
 * @param {Record<string, number>} pids
 * @returns {Record<string, number>}
 */
export function processorTime(pids) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => fields(name));
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const own = fields(pid);
      const children = processes.filter((found) => found?.[1] === String(pid));
      return [
        name,
        seconds(own, 11) + seconds(own, 13) + children.reduce((sum, one) => sum + seconds(one, 11), 0),
      ];
    }),
  );
}

/** What was used between two answers of {@link processorTime}. */
export const usedBetween = (before, after) =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name]]));
