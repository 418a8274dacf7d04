// `npm start`: everything that Opora needs, from a fresh clone to a running program. Nothing is imported from
// node_modules before the packages are installed.
import { command, progress, requireNode, untilStopped } from './lib/bootstrap.mjs';
import { build } from './lib/build.mjs';
import { readConfig } from './lib/config.mjs';
import { installPackages } from './lib/install.mjs';
import { lockFolder } from './lib/lock.mjs';

const DEMO_USERS =
  'admin, region, coordinator, committee1 … committee3, method, expert1 … expert3, director-1 … director-4, curator-1 … curator-4';

await command(async () => {
  requireNode();
  const say = progress();
  const config = readConfig();
  const unlock = lockFolder(config.data);
  const { signal, stopped } = untilStopped(say);
  try {
    await installPackages({ say, data: config.data, signal });
    const { startStack } = await import('./lib/stack.mjs');
    const stack = await startStack(config, {
      say,
      signal,
      build: () => build({ say, data: config.data, signal }),
    });
    if (process.env['NODE_ENV'] !== 'production') sayUsers();
    console.log(`Opora is ready at ${stack.url}`);
    await stopped;
    await stack.stop();
    say('Остановлено.');
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Остановлено до готовности.');
  } finally {
    unlock();
  }
});

function sayUsers() {
  const password = process.env['OPORA_DEMO_PASSWORD'] ? 'из OPORA_DEMO_PASSWORD' : 'opora-demo';
  console.log(`\nПользователи: ${DEMO_USERS}\nПароль: ${password}`);
}
