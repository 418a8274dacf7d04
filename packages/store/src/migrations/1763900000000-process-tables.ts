import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of cases, their parts, commands, messages, definitions and payloads. */
export class ProcessTables1763900000000 implements MigrationInterface {
  readonly name = 'ProcessTables1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(definitions);
    await runner.query(cases);
    await runner.query(waits);
    await runner.query(traffic);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit, notifications, workers, payloads, message_correlations, messages, start_subscriptions, commands,
      incidents, subscriptions, timers, jobs, tasks, variables, element_instances, journal, cases,
      form_versions, decision_versions, process_versions, deployments`);
  }
}

const definitions = `
create table deployments (
  id uuid primary key,
  created_at timestamptz not null default now(),
  created_by text,
  note text
);

create table process_versions (
  process_id text not null,
  version integer not null,
  deployment_id uuid not null references deployments (id),
  hash text not null,
  version_tag text,
  name text,
  file text not null,
  xml text not null,
  model jsonb not null,
  created_at timestamptz not null default now(),
  primary key (process_id, version)
);
create index process_versions_hash on process_versions (hash);
create index process_versions_deployment on process_versions (deployment_id);

create table decision_versions (
  decision_id text not null,
  version integer not null,
  deployment_id uuid not null references deployments (id),
  hash text not null,
  version_tag text,
  name text,
  file text not null,
  xml text not null,
  model jsonb not null,
  created_at timestamptz not null default now(),
  primary key (decision_id, version)
);
create index decision_versions_deployment on decision_versions (deployment_id);

create table form_versions (
  form_id text not null,
  version integer not null,
  deployment_id uuid not null references deployments (id),
  hash text not null,
  file text not null,
  schema jsonb not null,
  created_at timestamptz not null default now(),
  primary key (form_id, version)
);
create index form_versions_deployment on form_versions (deployment_id);

create table start_subscriptions (
  process_id text not null,
  node text not null,
  version integer not null,
  kind text not null check (kind in ('message', 'signal', 'timer')),
  name text,
  trigger jsonb not null,
  primary key (process_id, node)
);
create index start_subscriptions_name on start_subscriptions (kind, name);
`;

const cases = `
create table cases (
  id text primary key,
  process_id text not null,
  version integer not null,
  model_hash text not null,
  business_key text,
  status text not null check (status in ('active', 'suspended', 'completed', 'terminated', 'cancelled', 'failed')),
  incident_count integer not null default 0,
  state text not null generated always as (
    case when status in ('completed', 'terminated', 'failed') then 'completed'
         when status = 'active' and incident_count > 0 then 'incident'
         else status end) stored,
  parent_id text,
  parent_wait integer,
  root_id text not null,
  school_id text,
  district_id text,
  stage text,
  title text,
  outcome text,
  started_at timestamptz not null,
  started_by text,
  ended_at timestamptz,
  last_number integer not null,
  updated_at timestamptz not null default now()
);
create index cases_root on cases (root_id);
create index cases_parent on cases (parent_id) where parent_id is not null;
create index cases_list on cases (started_at desc, id desc);
create index cases_process on cases (process_id, state, started_at desc, id desc);
create index cases_district on cases (district_id, started_at desc, id desc);
create index cases_school on cases (school_id, started_at desc, id desc);
create index cases_business_key on cases (business_key) where business_key is not null;

create table journal (
  case_id text not null,
  number integer not null,
  at timestamptz not null,
  kind text not null,
  entry jsonb not null,
  primary key (case_id, number)
);

create table element_instances (
  case_id text not null,
  id integer not null,
  node text not null,
  scope integer not null,
  state text not null check (state in ('active', 'completed', 'terminated')),
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (case_id, id)
);
create index element_instances_active on element_instances (case_id) where state = 'active';

create table variables (
  case_id text not null,
  element integer not null,
  name text not null,
  value jsonb not null,
  primary key (case_id, element, name)
);
`;

const waits = `
create table tasks (
  id text primary key,
  case_id text not null,
  root_id text not null,
  wait integer not null,
  process_id text not null,
  node text not null,
  element integer not null,
  name text not null,
  state text not null check (state in ('open', 'completed', 'cancelled')),
  assignee text,
  candidate_users text[] not null default '{}',
  candidate_groups text[] not null default '{}',
  due_at timestamptz,
  follow_up_at timestamptz,
  priority integer not null default 50,
  form_id text,
  headers jsonb not null default '{}',
  vote jsonb,
  school_id text,
  district_id text,
  stage text,
  created_at timestamptz not null,
  ended_at timestamptz,
  completed_by text,
  completed_role text,
  remark text
);
create index tasks_case on tasks (case_id, state);
create index tasks_root on tasks (root_id, state);
create index tasks_open on tasks (created_at desc, id desc) where state = 'open';
create index tasks_open_district on tasks (district_id, created_at desc, id desc) where state = 'open';
create index tasks_open_school on tasks (school_id, created_at desc, id desc) where state = 'open';
create index tasks_open_assignee on tasks (assignee, created_at desc, id desc) where state = 'open' and assignee is not null;
create index tasks_open_groups on tasks using gin (candidate_groups) where state = 'open';
create index tasks_open_due on tasks (due_at) where state = 'open' and due_at is not null;

create table jobs (
  id text primary key,
  case_id text not null,
  wait integer not null,
  node text not null,
  type text not null,
  state text not null check (state in ('open', 'completed', 'cancelled')),
  retries integer not null,
  backoff text,
  timeout text,
  headers jsonb not null default '{}',
  variables jsonb not null default '{}',
  worker text,
  locked_until timestamptz,
  available_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index jobs_case on jobs (case_id);
create index jobs_open on jobs (type, available_at) where state = 'open' and retries > 0;

create table timers (
  case_id text not null,
  wait integer not null,
  node text not null,
  due_at timestamptz not null,
  repeat integer,
  primary key (case_id, wait)
);
create index timers_due on timers (due_at);

create table subscriptions (
  case_id text not null,
  wait integer not null,
  node text not null,
  kind text not null check (kind in ('message', 'signal', 'condition', 'child')),
  process_id text not null,
  name text not null,
  correlation_key text,
  created_at timestamptz not null,
  claimed_by uuid,
  primary key (case_id, wait)
);
create index subscriptions_name on subscriptions (kind, name, correlation_key);

create table incidents (
  id text primary key,
  case_id text not null,
  number integer not null,
  root_id text not null,
  process_id text not null,
  node text not null,
  element integer not null,
  type text not null,
  message text not null,
  wait integer,
  state text not null check (state in ('open', 'resolved')),
  school_id text,
  district_id text,
  stage text,
  created_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text
);
create index incidents_case on incidents (case_id);
create index incidents_open on incidents (created_at desc, id desc) where state = 'open';
`;

const traffic = `
create table commands (
  id uuid primary key,
  case_id text not null,
  kind text not null,
  payload jsonb not null,
  actor text,
  role text,
  remark text,
  state text not null default 'pending' check (state in ('pending', 'done', 'rejected')),
  attempts integer not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  result jsonb,
  error jsonb
);
create index commands_pending on commands (created_at) where state = 'pending';
create index commands_case on commands (case_id, created_at);

create table messages (
  id uuid primary key,
  name text not null,
  correlation_key text,
  variables jsonb not null default '{}',
  published_at timestamptz not null default now(),
  expires_at timestamptz not null,
  publisher text
);
create index messages_name on messages (name, correlation_key);
create index messages_expiry on messages (expires_at);

create table message_correlations (
  message_id uuid not null,
  process_id text not null,
  command_id uuid not null,
  case_id text not null,
  created_at timestamptz not null default now(),
  primary key (message_id, process_id)
);
create index message_correlations_command on message_correlations (command_id);

create table payloads (
  hash text primary key,
  data bytea not null,
  created_at timestamptz not null default now()
);

create table workers (
  id text primary key,
  host text not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);

create table notifications (
  id text primary key,
  case_id text not null,
  root_id text not null,
  node text not null,
  users text[] not null default '{}',
  groups text[] not null default '{}',
  subject text not null,
  body text not null default '',
  school_id text,
  district_id text,
  stage text,
  created_at timestamptz not null default now(),
  read_by text[] not null default '{}'
);
create index notifications_created on notifications (created_at desc);

create table audit (
  id bigserial primary key,
  at timestamptz not null default now(),
  user_login text,
  role text,
  action text not null,
  case_id text,
  process_id text,
  version integer,
  subject text,
  remark text,
  school_id text,
  district_id text,
  details jsonb not null default '{}'
);
create index audit_at on audit (at desc, id desc);
create index audit_case on audit (case_id, id desc) where case_id is not null;
create index audit_user on audit (user_login, id desc);
`;
