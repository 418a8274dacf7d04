import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registers: what is kept of districts and schools besides their names, subjects, people with their posts, associations, and the history of every record. */
export class RegisterTables1764310000000 implements MigrationInterface {
  readonly name = 'RegisterTables1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(organizations);
    await runner.query(subjects);
    await runner.query(people);
    await runner.query(history);
    await runner.query(
      'insert into subjects (id, name) select lower(name), name from unnest($1::text[]) name',
      [usualSubjects],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table register_changes, posts, associations, people, subjects;
      alter table partnerships drop column version, drop column import_id, drop column updated_at;
      alter table schools drop column staff, drop column latitude, drop column longitude, drop column strong_subjects, drop column weak_subjects,
        drop column partner_limit, drop column version, drop column archived_at, drop column import_id, drop column updated_at;
      alter table districts drop column authority, drop column method_service, drop column version, drop column archived_at, drop column import_id, drop column updated_at`);
  }
}

/** Subjects of ВПР, ОГЭ and ЕГЭ. */
const usualSubjects = [
  'Русский язык',
  'Математика',
  'Математика (базовый уровень)',
  'Математика (профильный уровень)',
  'Литература',
  'Литературное чтение',
  'Окружающий мир',
  'История',
  'Обществознание',
  'География',
  'Биология',
  'Физика',
  'Химия',
  'Информатика',
  'Английский язык',
  'Немецкий язык',
  'Французский язык',
];

const organizations = `
alter table districts
  add column authority text,
  add column method_service text,
  add column version integer not null default 1,
  add column archived_at timestamptz,
  add column import_id uuid references imports (id) on delete set null,
  add column updated_at timestamptz not null default now();

alter table schools
  add column staff integer check (staff >= 0),
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add column strong_subjects text[] not null default '{}',
  add column weak_subjects text[] not null default '{}',
  add column partner_limit smallint check (partner_limit >= 0),
  add column version integer not null default 1,
  add column archived_at timestamptz,
  add column import_id uuid references imports (id) on delete set null,
  add column updated_at timestamptz not null default now();
create index schools_name on schools (name, id);

alter table partnerships
  add column version integer not null default 1,
  add column import_id uuid references imports (id) on delete set null,
  add column updated_at timestamptz not null default now();
`;

const subjects = `
create table subjects (
  id text primary key,
  name text not null,
  area text,
  version integer not null default 1,
  archived_at timestamptz,
  import_id uuid references imports (id) on delete set null,
  updated_at timestamptz not null default now()
);
`;

const people = `
create table people (
  id text primary key,
  district_id text not null references districts (id),
  name text not null,
  email text,
  phone text,
  login text,
  version integer not null default 1,
  archived_at timestamptz,
  import_id uuid references imports (id) on delete set null,
  updated_at timestamptz not null default now()
);
create index people_district on people (district_id, name, id);

create table associations (
  id text primary key,
  district_id text not null references districts (id),
  school_id text references schools (id),
  kind text not null,
  name text not null,
  subject_id text references subjects (id),
  version integer not null default 1,
  archived_at timestamptz,
  import_id uuid references imports (id) on delete set null,
  updated_at timestamptz not null default now()
);
create index associations_district on associations (district_id, name, id);

-- A role of a person in a school, in an association, or (neither named) in the district's authority.
create table posts (
  id text primary key,
  district_id text not null references districts (id),
  person_id text not null references people (id),
  school_id text references schools (id),
  association_id text references associations (id),
  role text not null,
  title text,
  valid_from date,
  valid_to date check (valid_to is null or valid_from is null or valid_to >= valid_from),
  version integer not null default 1,
  archived_at timestamptz,
  import_id uuid references imports (id) on delete set null,
  updated_at timestamptz not null default now()
);
create index posts_person on posts (person_id);
create index posts_school on posts (school_id) where school_id is not null;
create index posts_district on posts (district_id, id);
`;

const history = `
create table register_changes (
  id bigint generated always as identity primary key,
  register text not null,
  record_id text not null,
  version integer not null,
  at timestamptz not null default now(),
  login text not null,
  action text not null check (action in ('create', 'update', 'archive', 'restore', 'import', 'undo')),
  reason text,
  before jsonb,
  after jsonb,
  import_id uuid references imports (id) on delete set null
);
create index register_changes_record on register_changes (register, record_id, id desc);
`;
