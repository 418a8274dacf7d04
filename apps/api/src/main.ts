import './platform/lean-heap.ts';
import { migrate } from '@opora/store';
import { createApp } from './create-app.ts';
import { whenDatabaseAnswers } from './platform/patience.ts';
import { readSettings } from './platform/settings.ts';

// A connection that PostgreSQL drops while it is idle ends here; the pool makes a new one.
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));

const settings = readSettings();
if (settings.migrate) await whenDatabaseAnswers(() => migrate(settings.databaseUrl));
const app = await whenDatabaseAnswers(() => createApp(settings));
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
await app.listen(settings.port, settings.host);
console.log(`API listens on http://${settings.host}:${settings.port}`);
