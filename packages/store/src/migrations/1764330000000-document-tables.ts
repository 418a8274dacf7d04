import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of documents by district and version, and the register of documents. */
export class DocumentTables1764330000000 implements MigrationInterface {
  readonly name = 'DocumentTables1764330000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table documents, document_templates');
  }
}

const tables = `
create table document_templates (
  id uuid primary key,
  kind text not null,
  district_id text not null references districts (id),
  version integer not null,
  file_name text not null,
  content bytea not null,
  tags text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (kind, district_id, version)
);

create table documents (
  id uuid primary key,
  kind text not null,
  district_id text not null references districts (id),
  school_id text references schools (id),
  case_id text,
  title text not null,
  -- What the template is filled with; number, date and signatory come on top when it is signed.
  field_values jsonb not null,
  drawings jsonb not null default '{}',
  -- Null: the template that comes with the program.
  template_id uuid references document_templates (id),
  status text not null default 'draft' check (status in ('draft', 'on-signature', 'signed', 'cancelled')),
  number text,
  signed_on date,
  signatory text,
  signatory_post text,
  content bytea not null,
  scan_hash text references evidence_files (hash),
  scan_name text,
  verify_code text not null unique,
  cancel_reason text,
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (status <> 'signed' or (number is not null and signed_on is not null and signatory is not null))
);
create index documents_place on documents (district_id, created_at desc, id desc);
create index documents_school on documents (school_id);
create index documents_case on documents (case_id);
create index documents_number on documents (district_id, kind, number);
`;
