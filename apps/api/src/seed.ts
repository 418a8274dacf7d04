import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDataSource, migrate, sourceDatabase } from '@opora/store';
import { deployMethods } from './demo/deploy-methods.ts';
import { deployStages } from './demo/deploy-stages.ts';
import { deployRiskProfile } from './demo/deploy-risk-profile.ts';
import { loadProgramme } from './demo/load-programme.ts';
import { whenDatabaseAnswers } from './platform/patience.ts';
import { readSettings } from './platform/settings.ts';

/** Migrates, deploys the stage folders whose content is new, and fills an empty database with the demo programme. */
const settings = readSettings();
const workflows =
  process.env['OPORA_WORKFLOWS'] ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../../workflows');
await whenDatabaseAnswers(() => migrate(settings.databaseUrl));
const source = await createDataSource(settings.databaseUrl, { poolSize: 2, name: 'opora-seed' }).initialize();
try {
  const database = sourceDatabase(source);
  for (const line of await deployStages(database, workflows)) console.log(line);
  for (const line of await deployMethods(database, workflows)) console.log(line);
  for (const line of await deployRiskProfile(database, workflows)) console.log(line);
  if (!settings.production)
    console.log(
      await loadProgramme(
        database,
        resolve(workflows, 'programmes/bodaibo/programme.json'),
        settings.demoPassword,
      ),
    );
} finally {
  await source.destroy();
}
