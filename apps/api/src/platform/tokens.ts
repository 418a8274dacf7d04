/** Injection token of the settings. */
export const SETTINGS = Symbol('settings');
/** Injection token of the database (`Database` of the store). */
export const DATABASE = Symbol('database');
/** Injection token of the TypeORM data source. */
export const SOURCE = Symbol('source');
