import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the cases that name a school as partner: every request of a curator asks for them. */
export class NamedPartners1764210000000 implements MigrationInterface {
  readonly name = 'NamedPartners1764210000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "create index variables_partner on variables ((value->>'id')) where name = 'partner' and element = 1",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index variables_partner');
  }
}
