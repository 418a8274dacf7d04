import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which programme a working roadmap was made of; one roadmap per programme. */
export class ProgrammeRoadmaps1764520000000 implements MigrationInterface {
  readonly name = 'ProgrammeRoadmaps1764520000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table roadmaps add column programme_id text unique references programmes (id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table roadmaps drop column programme_id');
  }
}
