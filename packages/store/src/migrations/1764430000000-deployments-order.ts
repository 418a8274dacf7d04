import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The latest deployment of a folder is found by time and then by id, as the query orders them: ids alone do not grow with time. */
export class DeploymentsOrder1764430000000 implements MigrationInterface {
  readonly name = 'DeploymentsOrder1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index deployments_folder;
      create index deployments_folder on deployments (folder, created_at desc, id desc) where folder is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index deployments_folder;
      create index deployments_folder on deployments (folder, id desc) where folder is not null;
    `);
  }
}
