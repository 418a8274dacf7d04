import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Benchmarks of what was built. */
const built = ['designer', 'domain', 'engine', 'host', 'rest'];

const [name, ...options] = process.argv.slice(2);
const path = fileURLToPath(new URL(`./${name}.bench.mjs`, import.meta.url));
if (!name || !/^[a-z]+$/.test(name) || !existsSync(path)) {
  console.error(
    'Usage: npm run bench -- checks|designer|domain|engine|host|rest [options]; each names its options when called with --help.',
  );
  process.exit(2);
}
if (built.includes(name) && !options.includes('--help')) {
  const nx = fileURLToPath(new URL('../../node_modules/nx/dist/bin/nx.js', import.meta.url));
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
  const projects = `--projects=@opora/api,@opora/worker${name === 'designer' ? ',@opora/web' : ''}`;
  const args = [nx, 'run-many', '-t', 'build', projects, '--output-style=static'];
  const { status, stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) {
    console.error(stdout);
    process.exit(1);
  }
}
// What needs no build reads the sources.
const node = built.includes(name) ? [] : ['--conditions=opora-source'];
process.exit(spawnSync(process.execPath, [...node, path, ...options], { stdio: 'inherit' }).status ?? 1);
