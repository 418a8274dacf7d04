import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of organizations, programmes, people and their sessions. */
export class AccountTables1763900100000 implements MigrationInterface {
  readonly name = 'AccountTables1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(organizations);
    await runner.query(programmes);
    await runner.query(people);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table idempotency_keys, tokens, sessions, user_roles, users, stages,
      programme_schools, measures, programmes, partnerships, schools, districts`);
  }
}

const organizations = `
create table districts (
  id text primary key,
  name text not null,
  region text not null,
  time_zone text not null default 'Europe/Moscow'
);

create table schools (
  id text primary key,
  district_id text not null references districts (id),
  name text not null,
  short_name text not null,
  kind text,
  support_role text not null default 'shnor' check (support_role in ('shnor', 'partner', 'both')),
  status text not null default 'unknown',
  address text,
  site text,
  pupils integer,
  results jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index schools_district on schools (district_id, name);

create table partnerships (
  id uuid primary key default gen_random_uuid(),
  school_id text not null references schools (id),
  partner_id text not null references schools (id),
  valid_from date not null,
  valid_to date,
  agreement text,
  check (school_id <> partner_id),
  check (valid_to is null or valid_to >= valid_from),
  unique (school_id, partner_id, valid_from)
);
create index partnerships_partner on partnerships (partner_id);

create table stages (
  process_id text primary key,
  title jsonb not null,
  "order" integer not null,
  roles text[] not null,
  input jsonb not null,
  outcomes jsonb not null,
  deployed_at timestamptz not null default now()
);
`;

const programmes = `
create table programmes (
  id text primary key,
  district_id text not null references districts (id),
  title text not null,
  valid_from date not null,
  valid_to date not null,
  approval jsonb,
  passport jsonb not null default '{}'
);

create table measures (
  programme_id text not null references programmes (id) on delete cascade,
  number text not null,
  position integer not null,
  block_number text,
  block_title text,
  title text not null,
  term text not null,
  from_date date,
  to_date date,
  responsible text[] not null default '{}',
  indicator text,
  plan text,
  result text,
  items jsonb not null default '[]',
  primary key (programme_id, number)
);

create table programme_schools (
  programme_id text not null references programmes (id) on delete cascade,
  school_id text not null references schools (id),
  primary key (programme_id, school_id)
);
create index programme_schools_school on programme_schools (school_id);
`;

const people = `
create table users (
  id uuid primary key default gen_random_uuid(),
  login text not null unique,
  name text not null,
  password_hash text not null,
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  notified_at timestamptz not null default now()
);

create table user_roles (
  id bigserial primary key,
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('admin', 'region', 'coordinator', 'committee', 'method', 'expert', 'director', 'curator')),
  region text,
  district_id text references districts (id),
  school_id text references schools (id),
  check (role <> 'region' or region is not null),
  check (role not in ('coordinator', 'committee', 'method') or district_id is not null),
  check (role not in ('director', 'curator') or school_id is not null)
);
create unique index user_roles_once on user_roles (user_id, role, coalesce(region, ''), coalesce(district_id, ''), coalesce(school_id, ''));
create index user_roles_role on user_roles (role, district_id);

create table sessions (
  token_hash text primary key,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);

create table tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index tokens_user on tokens (user_id);

create table idempotency_keys (
  user_id uuid not null references users (id) on delete cascade,
  key text not null,
  route text not null,
  body_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
`;
