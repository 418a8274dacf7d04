import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who took a measure out of a roadmap's table, for the list from which it can be brought back. */
export class WhoRemovedMeasures1764531000000 implements MigrationInterface {
  readonly name = 'WhoRemovedMeasures1764531000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table roadmap_removed_measures add column login text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table roadmap_removed_measures drop column login');
  }
}
