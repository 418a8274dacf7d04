import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name, ...options] = process.argv.slice(2);
const path = fileURLToPath(new URL(`./${name}.bench.mjs`, import.meta.url));
if (!name || !/^[a-z]+$/.test(name) || !existsSync(path)) {
  console.error(
    'Usage: npm run bench -- engine|host|domain [options]; each names its options when called with --help.',
  );
  process.exit(2);
}
process.exit(spawnSync(process.execPath, [path, ...options], { stdio: 'inherit' }).status ?? 1);
