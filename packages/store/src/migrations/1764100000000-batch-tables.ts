import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of batches: the same operation over many cases. */
export class BatchTables1764100000000 implements MigrationInterface {
  readonly name = 'BatchTables1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(batches);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table batch_items, batches');
  }
}

const batches = `
create table batches (
  id uuid primary key,
  operation text not null,
  parameters jsonb not null default '{}',
  filter jsonb,
  reason text not null,
  state text not null default 'pending' check (state in ('pending', 'running', 'paused', 'completed', 'cancelled')),
  total integer not null,
  districts text[] not null default '{}',
  created_at timestamptz not null default now(),
  created_by text not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index batches_created on batches (created_at desc, id desc);

create table batch_items (
  batch_id uuid not null references batches (id) on delete cascade,
  number integer not null,
  case_id text not null,
  role text,
  state text not null default 'pending' check (state in ('pending', 'running', 'done', 'refused', 'skipped', 'cancelled')),
  payload jsonb,
  commands uuid[] not null default '{}',
  outcome jsonb,
  ended_at timestamptz,
  primary key (batch_id, number),
  unique (batch_id, case_id)
);
create index batch_items_state on batch_items (batch_id, state, number);
create index batch_items_case on batch_items (case_id);
`;
