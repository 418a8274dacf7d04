import type { MigrationInterface, QueryRunner } from 'typeorm';

const names = [
  ['districts', 'name'],
  ['schools', 'name'],
  ['schools', 'short_name'],
  ['people', 'name'],
  ['users', 'name'],
] as const;

/**
 * Names stand as people look for them: № 2 before № 10, Ё after Е. The columns carry the order, so that lists, choices, indexes and
 * cursors agree without a word in their queries. PostgreSQL has ICU in every usual build.
 */
export class NaturalNames1764527000000 implements MigrationInterface {
  readonly name = 'NaturalNames1764527000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create collation natural_ru (provider = icu, locale = 'ru-u-kn-true')`);
    for (const [table, column] of names)
      await runner.query(`alter table ${table} alter column ${column} type text collate natural_ru`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of names)
      await runner.query(`alter table ${table} alter column ${column} type text collate "default"`);
    await runner.query('drop collation natural_ru');
  }
}
