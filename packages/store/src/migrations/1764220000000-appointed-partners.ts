import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The order by which a pair was made, and the support case that made it: it no longer needs the consent to show. */
export class AppointedPartners1764220000000 implements MigrationInterface {
  readonly name = 'AppointedPartners1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table partnerships add column order_number text, add column order_date date, add column case_id text;
      create index partnerships_case on partnerships (case_id) where case_id is not null;
      create index partnerships_school on partnerships (school_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index partnerships_school;
      alter table partnerships drop column case_id, drop column order_date, drop column order_number;
    `);
  }
}
