import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indicators of districts, monitoring rounds, values with their marks, history and evidence. */
export class IndicatorTables1764420000000 implements MigrationInterface {
  readonly name = 'IndicatorTables1764420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(definitions);
    await runner.query(values);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table indicator_evidence, indicator_changes, indicator_values, monitoring_rounds, indicators',
    );
  }
}

const definitions = `
create table indicators (
  id uuid primary key,
  district_id text not null references districts (id),
  programme_id text references programmes (id) on delete set null,
  code text not null,
  title text not null,
  target text not null,
  unit text not null default '',
  frequency text not null,
  asks text not null default 'value' check (asks in ('value', 'parts', 'nothing')),
  part_title text not null default '',
  whole_title text not null default '',
  formula text not null default '',
  tolerance double precision not null default 10,
  position integer not null default 0,
  version integer not null default 1,
  archived_at timestamptz,
  created_by text,
  created_at timestamptz not null default now()
);
create unique index indicators_code on indicators (district_id, code) where archived_at is null;

create table monitoring_rounds (
  id uuid primary key,
  district_id text not null references districts (id),
  frequency text not null,
  period text not null,
  title text not null,
  from_date date not null,
  to_date date not null,
  due_date date not null,
  -- Null: the calendar opened it.
  opened_by text,
  opened_at timestamptz not null default now(),
  unique (district_id, frequency, period)
);
`;

const values = `
create table indicator_values (
  indicator_id uuid not null references indicators (id) on delete cascade,
  school_id text not null references schools (id),
  period text not null,
  period_end date not null,
  value double precision,
  part double precision,
  whole double precision,
  note text not null default '',
  state text not null default 'submitted' check (state in ('submitted', 'checked', 'returned')),
  -- Counted against the plan when the value or the plan changes, so that sums over thousands of schools stay quick.
  mark text not null default 'none' check (mark in ('green', 'amber', 'red', 'none')),
  reason text not null default '',
  case_id text,
  version integer not null default 1,
  login text,
  at timestamptz not null default now(),
  checked_by text,
  checked_at timestamptz,
  remark text,
  primary key (indicator_id, school_id, period)
);
create index indicator_values_school on indicator_values (school_id, indicator_id, period_end desc);
create index indicator_values_case on indicator_values (case_id) where case_id is not null;

create table indicator_changes (
  id bigint generated always as identity primary key,
  indicator_id uuid not null references indicators (id) on delete cascade,
  school_id text not null,
  period text not null,
  at timestamptz not null default now(),
  login text,
  action text not null check (action in ('submitted', 'checked', 'returned')),
  value double precision,
  remark text
);
create index indicator_changes_value on indicator_changes (indicator_id, school_id, period, id);

create table indicator_evidence (
  id uuid primary key,
  indicator_id uuid not null,
  school_id text not null,
  period text not null,
  hash text not null references evidence_files (hash),
  name text not null,
  login text not null,
  at timestamptz not null default now(),
  foreign key (indicator_id, school_id, period) references indicator_values on delete cascade
);
create unique index indicator_evidence_once on indicator_evidence (indicator_id, school_id, period, hash);
`;
