import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measures that were taken out of a roadmap's table, whole and with their history, so that undo brings back the same ones. */
export class RemovedMeasures1764528000000 implements MigrationInterface {
  readonly name = 'RemovedMeasures1764528000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table roadmap_removed_measures (
  id uuid primary key,
  roadmap_id uuid not null references roadmaps (id) on delete cascade,
  measure jsonb not null,
  changes jsonb not null default '[]',
  removed_at timestamptz not null default now()
);
create index roadmap_removed_measures_roadmap on roadmap_removed_measures (roadmap_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table roadmap_removed_measures');
  }
}
