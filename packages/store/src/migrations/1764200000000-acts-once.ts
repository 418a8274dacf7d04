import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makes a repeated request the same act: its id stands in the audit, in the jobs it took and beside its key and route. */
export class ActsOnce1764200000000 implements MigrationInterface {
  readonly name = 'ActsOnce1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table audit add column act_id uuid unique;
      alter table commands add column audit jsonb;
      alter table jobs add column activation uuid;
      create index jobs_activation on jobs (activation) where activation is not null;
      delete from idempotency_keys;
      alter table idempotency_keys drop constraint idempotency_keys_pkey, add primary key (user_id, route, key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from idempotency_keys;
      alter table idempotency_keys drop constraint idempotency_keys_pkey, add primary key (user_id, key);
      alter table jobs drop column activation;
      alter table commands drop column audit;
      alter table audit drop column act_id;
    `);
  }
}
