import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows of an import are written in the transaction that holds the lock of their import, and an import is never deleted: looking it up
 * for each of 100,000 rows again guards nothing, and was a third of what an import costs PostgreSQL.
 */
export class ImportRowsAlone1764525000000 implements MigrationInterface {
  readonly name = 'ImportRowsAlone1764525000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_rows drop constraint import_rows_import_id_fkey;
      alter table import_changes drop constraint import_changes_import_id_fkey;
      alter table results drop constraint results_import_id_fkey;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table import_rows add constraint import_rows_import_id_fkey foreign key (import_id) references imports (id) on delete cascade;
      alter table import_changes add constraint import_changes_import_id_fkey foreign key (import_id) references imports (id) on delete cascade;
      alter table results add constraint results_import_id_fkey foreign key (import_id) references imports (id);
    `);
  }
}
