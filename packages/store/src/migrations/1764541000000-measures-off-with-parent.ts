import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measures of schools that went off with the municipal one: they come back with it, those that a person took off do not. */
export class MeasuresOffWithParent1764541000000 implements MigrationInterface {
  readonly name = 'MeasuresOffWithParent1764541000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table roadmap_measures add column off_with_parent boolean not null default false',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table roadmap_measures drop column off_with_parent');
  }
}
