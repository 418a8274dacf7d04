import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Start events with several triggers, parallel multiple ones, and when a timer starts a case next. */
export class StartEvents1764100100000 implements MigrationInterface {
  readonly name = 'StartEvents1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table start_subscriptions add column ordinal integer not null default 0;
      alter table start_subscriptions drop constraint start_subscriptions_pkey;
      alter table start_subscriptions add primary key (process_id, node, ordinal);
      alter table start_subscriptions add column parallel boolean not null default false;
      alter table start_subscriptions add column seen_at timestamptz;
      alter table start_subscriptions add column seen_variables jsonb;
      alter table start_subscriptions add column timer jsonb;
      create index message_correlations_case on message_correlations (case_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index message_correlations_case;
      delete from start_subscriptions where ordinal > 0;
      alter table start_subscriptions drop constraint start_subscriptions_pkey;
      alter table start_subscriptions add primary key (process_id, node);
      alter table start_subscriptions drop column ordinal, drop column parallel, drop column seen_at,
        drop column seen_variables, drop column timer;`);
  }
}
