import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people should know of a file that can be read: encodings that are mixed, sheets and sums that were left out. */
export class ImportNotes1764526000000 implements MigrationInterface {
  readonly name = 'ImportNotes1764526000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table imports add column notes jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports drop column notes');
  }
}
