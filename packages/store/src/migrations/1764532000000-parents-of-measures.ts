import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measures of schools by the municipal one: to delete a measure looked at all there are for those that follow it. */
export class ParentsOfMeasures1764532000000 implements MigrationInterface {
  readonly name = 'ParentsOfMeasures1764532000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index roadmap_measures_parent on roadmap_measures (parent_id) where parent_id is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index roadmap_measures_parent');
  }
}
