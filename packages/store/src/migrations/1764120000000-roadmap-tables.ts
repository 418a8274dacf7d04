import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roadmaps with measures, their history, comments and evidence; imports of plans with preview and undo; calendars of places. */
export class RoadmapTables1764120000000 implements MigrationInterface {
  readonly name = 'RoadmapTables1764120000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(roadmaps);
    await runner.query(evidence);
    await runner.query(imports);
    await runner.query(calendars);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table place_calendars, roadmap_imports, roadmap_evidence, evidence_files, roadmap_comments, roadmap_changes, roadmap_measures, roadmaps',
    );
  }
}

const roadmaps = `
create table roadmaps (
  id uuid primary key,
  district_id text not null references districts (id),
  school_id text references schools (id),
  parent_id uuid references roadmaps (id) on delete cascade,
  title text not null,
  valid_from date not null,
  valid_to date not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (parent_id, school_id)
);
create index roadmaps_place on roadmaps (district_id, school_id);

create table roadmap_measures (
  id uuid primary key default gen_random_uuid(),
  roadmap_id uuid not null references roadmaps (id) on delete cascade,
  parent_id uuid references roadmap_measures (id) on delete set null,
  position integer not null,
  number text not null,
  section text not null default '',
  title text not null,
  term text not null,
  from_date date,
  due_date date,
  responsible text[] not null default '{}',
  indicator text not null default '',
  result text not null default '',
  items jsonb not null default '[]',
  status text not null default 'planned' check (status in ('planned', 'in-progress', 'done', 'checked', 'cancelled')),
  checked_by text,
  checked_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
create index roadmap_measures_roadmap on roadmap_measures (roadmap_id, position);

create table roadmap_changes (
  id bigint generated always as identity primary key,
  measure_id uuid not null references roadmap_measures (id) on delete cascade,
  at timestamptz not null default now(),
  login text not null,
  field text not null,
  before jsonb,
  after jsonb
);
create index roadmap_changes_measure on roadmap_changes (measure_id, id);

create table roadmap_comments (
  id bigint generated always as identity primary key,
  measure_id uuid not null references roadmap_measures (id) on delete cascade,
  at timestamptz not null default now(),
  login text not null,
  text text not null
);
create index roadmap_comments_measure on roadmap_comments (measure_id, id);
`;

const evidence = `
create table evidence_files (
  hash text primary key,
  size integer not null,
  kind text not null,
  content bytea not null
);

create table roadmap_evidence (
  id uuid primary key default gen_random_uuid(),
  measure_id uuid not null references roadmap_measures (id) on delete cascade,
  hash text not null references evidence_files (hash),
  name text not null,
  login text not null,
  at timestamptz not null default now()
);
create index roadmap_evidence_measure on roadmap_evidence (measure_id);
`;

const imports = `
create table roadmap_imports (
  id uuid primary key,
  district_id text not null references districts (id),
  file_name text not null,
  plan jsonb not null,
  state text not null default 'preview' check (state in ('preview', 'confirmed', 'undone', 'dropped')),
  roadmap_id uuid references roadmaps (id) on delete set null,
  created_by text not null,
  created_at timestamptz not null default now()
);
`;

const calendars = `
create table place_calendars (
  district_id text not null references districts (id),
  school_id text references schools (id),
  version integer not null,
  approval text not null,
  week integer not null default 5 check (week in (5, 6)),
  days jsonb not null default '[]',
  created_by text not null,
  created_at timestamptz not null default now()
);
create unique index place_calendars_version on place_calendars (district_id, coalesce(school_id, ''), version);
`;
