import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the board and the inbox of a whole region count is read from indexes alone, and the inbox in the order of due dates, its usual one. */
export class BoardIndexes1764510000000 implements MigrationInterface {
  readonly name = 'BoardIndexes1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index cases_roots on cases (school_id) include (process_id, state, ended_at, started_at, id) where parent_id is null;
      create index cases_stopped on cases (root_id) where state = 'incident';
      create index tasks_open_place on tasks (district_id, due_at) include (school_id, process_id) where state = 'open';
      create index tasks_open_by_due on tasks ((coalesce(due_at, 'infinity')), id) where state = 'open';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index tasks_open_by_due; drop index tasks_open_place; drop index cases_stopped; drop index cases_roots;',
    );
  }
}
