import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Risk profiles of schools with their values by source, anonymous surveys of which only sums are kept, anti-risk programmes. */
export class RiskProfileTables1764340000000 implements MigrationInterface {
  readonly name = 'RiskProfileTables1764340000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(profiles);
    await runner.query(surveys);
    await runner.query(programmes);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table anti_risk_measures, anti_risk_programmes, survey_sums, survey_codes, surveys, risk_values, risk_profiles, risk_profile_config',
    );
  }
}

const profiles = `
create table risk_profile_config (
  id text primary key,
  body jsonb not null,
  updated_at timestamptz not null default now()
);

create table risk_profiles (
  id uuid primary key,
  school_id text not null references schools (id),
  year smallint not null,
  kind text not null check (kind in ('entry', 'interim', 'final')),
  state text not null default 'open' check (state in ('open', 'verified', 'returned')),
  swot jsonb not null default '{}',
  remark text,
  decided_by text,
  decided_at timestamptz,
  case_id text,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (school_id, year, kind)
);

create table risk_values (
  profile_id uuid not null references risk_profiles (id) on delete cascade,
  factor text not null,
  parameter text not null,
  source text not null check (source in ('school', 'survey', 'audit', 'verified')),
  value double precision not null,
  login text not null,
  at timestamptz not null default now(),
  primary key (profile_id, factor, parameter, source)
);
`;

const surveys = `
create table surveys (
  id uuid primary key,
  school_id text not null references schools (id),
  audience text not null check (audience in ('pupils', 'parents', 'teachers')),
  year smallint not null,
  kind text not null check (kind in ('entry', 'interim', 'final')),
  token text not null unique,
  questions jsonb not null,
  codes integer not null,
  answers integer not null default 0,
  closes_on date not null,
  closed_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index surveys_school on surveys (school_id, created_at desc);

-- A used code says that somebody answered, not what and not when.
create table survey_codes (
  survey_id uuid not null references surveys (id) on delete cascade,
  code_hash text not null,
  used boolean not null default false,
  primary key (survey_id, code_hash)
);

-- All that is kept of the answers.
create table survey_sums (
  survey_id uuid not null references surveys (id) on delete cascade,
  question text not null,
  answer smallint not null,
  count integer not null default 0,
  primary key (survey_id, question, answer)
);
`;

const programmes = `
create table anti_risk_programmes (
  id uuid primary key,
  school_id text not null references schools (id),
  factor text not null,
  title text not null,
  goal text not null default '',
  case_id text,
  mark double precision,
  mark_remark text,
  marked_by text,
  marked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index anti_risk_programmes_school on anti_risk_programmes (school_id, factor);

create table anti_risk_measures (
  programme_id uuid not null references anti_risk_programmes (id) on delete cascade,
  measure_id uuid not null references roadmap_measures (id) on delete cascade,
  primary key (programme_id, measure_id)
);
create index anti_risk_measures_measure on anti_risk_measures (measure_id);
`;
