import { migrate } from '@opora/store';
import { whenDatabaseAnswers } from './platform/patience.ts';
import { readSettings } from './platform/settings.ts';

const done = await whenDatabaseAnswers(() => migrate(readSettings().databaseUrl));
console.log(done.length === 0 ? 'The database is up to date.' : `Migrated: ${done.join(', ')}`);
