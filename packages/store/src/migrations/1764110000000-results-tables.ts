import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Results of assessments, imports of tables with preview and undo, identification methods and their runs. */
export class ResultsTables1764110000000 implements MigrationInterface {
  readonly name = 'ResultsTables1764110000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(imports);
    await runner.query(results);
    await runner.query(identification);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table identification_verdicts, identification_runs, identification_methods, results, import_columns, import_changes, import_rows, imports',
    );
  }
}

const imports = `
create table imports (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  district_id text not null references districts (id),
  file_name text not null,
  content bytea,
  header text[] not null default '{}',
  header_row integer,
  columns jsonb not null default '{}',
  problems jsonb not null default '[]',
  totals jsonb not null default '{}',
  state text not null default 'preview' check (state in ('preview', 'confirmed', 'undone', 'dropped')),
  created_by text not null,
  created_at timestamptz not null default now(),
  confirmed_by text,
  confirmed_at timestamptz,
  undone_by text,
  undone_at timestamptz
);
create index imports_district on imports (district_id, created_at desc);

-- Rows of a preview; they go when the import is confirmed or dropped.
create table import_rows (
  import_id uuid not null references imports (id) on delete cascade,
  row integer not null,
  key text,
  data jsonb,
  raw jsonb not null,
  problems jsonb not null default '[]',
  change text not null check (change in ('new', 'changed', 'same', 'wrong')),
  primary key (import_id, row)
);
create index import_rows_change on import_rows (import_id, change, row);

-- What an import replaced, so that it can be undone; null: there was nothing.
create table import_changes (
  import_id uuid not null references imports (id) on delete cascade,
  key text not null,
  before jsonb,
  primary key (import_id, key)
);

-- What a person chose for a header, remembered for the next file of the district.
create table import_columns (
  kind text not null,
  district_id text not null references districts (id),
  header text not null,
  column_key text not null,
  primary key (kind, district_id, header)
);
`;

const results = `
create table results (
  school_id text not null references schools (id),
  year smallint not null,
  procedure text not null,
  subject text not null,
  grade smallint not null,
  participants integer not null check (participants >= 0),
  below_minimum integer not null check (below_minimum between 0 and participants),
  mean double precision not null,
  marks integer[] check (marks is null or cardinality(marks) = 4),
  import_id uuid references imports (id),
  updated_at timestamptz not null default now(),
  primary key (school_id, year, procedure, subject, grade)
);
create index results_year on results (year, school_id);
create index results_import on results (import_id);
`;

const identification = `
create table identification_methods (
  id text primary key,
  body jsonb not null,
  updated_at timestamptz not null default now()
);

create table identification_runs (
  id uuid primary key default gen_random_uuid(),
  method_id text not null references identification_methods (id),
  decision_version integer not null,
  district_id text not null references districts (id),
  year smallint not null,
  parameters jsonb not null,
  title text,
  totals jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  applied_by text,
  applied_at timestamptz
);
create index identification_runs_district on identification_runs (district_id, created_at desc);

create table identification_verdicts (
  run_id uuid not null references identification_runs (id) on delete cascade,
  school_id text not null references schools (id),
  cluster text,
  rule text not null,
  measure double precision,
  reasons text[] not null,
  flags text[] not null,
  judged boolean not null,
  primary key (run_id, school_id)
);
create index identification_verdicts_cluster on identification_verdicts (run_id, cluster);
`;
