import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What cases leave in the registers: versions of anti-risk programmes, the end of a pair with its reason, indicators of measures. */
export class CaseYields1764500000000 implements MigrationInterface {
  readonly name = 'CaseYields1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(yields);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table roadmap_measures drop column indicator_id;
       alter table partnerships drop column end_reason;
       drop table anti_risk_versions;
       alter table anti_risk_programmes drop column version`,
    );
  }
}

const yields = `
alter table anti_risk_programmes add column version integer not null default 1;

-- What a programme said, and how it was marked, before its text was written anew.
create table anti_risk_versions (
  programme_id uuid not null references anti_risk_programmes (id) on delete cascade,
  version integer not null,
  title text not null,
  goal text not null,
  case_id text,
  mark double precision,
  mark_remark text,
  marked_by text,
  marked_at timestamptz,
  until timestamptz not null default now(),
  primary key (programme_id, version)
);

alter table partnerships add column end_reason text;

alter table roadmap_measures add column indicator_id uuid references indicators (id) on delete set null;
`;
