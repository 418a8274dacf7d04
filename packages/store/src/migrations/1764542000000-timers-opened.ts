import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a timer began to wait: what counts its working days looked for that in the journal, once for every timer. */
export class TimersOpened1764542000000 implements MigrationInterface {
  readonly name = 'TimersOpened1764542000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table timers add column opened_at timestamptz');
    await runner.query(`
update timers t set opened_at = j.at
from (select case_id, (entry->'wait'->>'id')::int as wait, min(at) as at from journal
  where kind = 'wait.opened' and case_id in (select case_id from timers) group by 1, 2) j
where j.case_id = t.case_id and j.wait = t.wait`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table timers drop column opened_at');
  }
}
