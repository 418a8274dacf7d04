import { createInterface } from 'node:readline';

/**
 * Makes a process a contender: for each line `{ "cases": N, "from": I }` it runs N cases and answers a line with how many
 * completions they took, how much processor time and how many seconds. Processor time is what the process itself used.
 */
export async function serve(runCases) {
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    const { cases, from } = JSON.parse(line);
    const before = process.cpuUsage();
    const started = performance.now();
    const completions = await runCases(cases, from);
    const { user, system } = process.cpuUsage(before);
    console.log(
      JSON.stringify({
        completions,
        cpu: (user + system) / 1e6,
        wall: (performance.now() - started) / 1000,
      }),
    );
  }
}
