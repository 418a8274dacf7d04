#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/index.js', import.meta.url);
if (!existsSync(built)) {
  // A fresh checkout: its own compiler builds the command line once.
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = fileURLToPath(new URL('..', import.meta.url));
  const { status } = spawnSync(process.execPath, [compiler, '-b', project], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write('opora: the command line could not be built; run «npm run build»\n');
    process.exit(70);
  }
}
const { main } = await import(built.href);
process.exitCode = await main(process.argv.slice(2), process);
