import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proposals of partners: kept runs, decisions by hand, what is known of pairs, and how much a partner can take. */
export class MatchingTables1764410000000 implements MigrationInterface {
  readonly name = 'MatchingTables1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table matching_capacities, matching_facts, matching_decisions, matching_pairs, matching_runs',
    );
  }
}

const tables = `
create table matching_runs (
  id uuid primary key,
  district_id text not null references districts (id),
  title text,
  request jsonb not null,
  -- The answer as it was given, names and reasons included: a register that changes later does not change it.
  proposal jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  proposed_by text,
  proposed_at timestamptz
);
create index matching_runs_district on matching_runs (district_id, created_at desc, id desc);

create table matching_pairs (
  run_id uuid not null references matching_runs (id) on delete cascade,
  school_id text not null references schools (id),
  partner_id text not null references schools (id),
  primary key (run_id, school_id)
);
create index matching_pairs_school on matching_pairs (school_id);

create table matching_decisions (
  school_id text not null references schools (id),
  partner_id text not null references schools (id),
  kind text not null check (kind in ('fixed', 'forbidden')),
  reason text not null,
  login text not null,
  at timestamptz not null default now(),
  primary key (school_id, partner_id)
);

create table matching_facts (
  school_id text not null references schools (id),
  partner_id text not null references schools (id),
  road_km double precision check (road_km >= 0),
  conflict text,
  login text not null,
  at timestamptz not null default now(),
  primary key (school_id, partner_id)
);

-- How many schools of a district a partner takes; the partner may be of another district.
create table matching_capacities (
  district_id text not null references districts (id),
  partner_id text not null references schools (id),
  capacity integer not null check (capacity >= 0),
  primary key (district_id, partner_id)
);
`;
