export { createApp } from './create-app.ts';
export { readSettings, type Settings } from './platform/settings.ts';
