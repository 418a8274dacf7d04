import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whole folders of deployments, texts once by their hash, and drafts of the designer over them. */
export class ModelDrafts1764000000000 implements MigrationInterface {
  readonly name = 'ModelDrafts1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(earlier);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table model_drafts, deployment_files, model_texts; alter table deployments drop column folder',
    );
  }
}

const tables = `
alter table deployments add column folder text;
create index deployments_folder on deployments (folder, id desc) where folder is not null;

create table model_texts (
  hash text primary key,
  text text not null
);

create table deployment_files (
  deployment_id uuid not null references deployments (id),
  path text not null,
  hash text not null references model_texts (hash),
  primary key (deployment_id, path)
);
create index deployment_files_hash on deployment_files (hash);

create table model_drafts (
  folder text not null,
  path text not null,
  text text,
  base text,
  updated_by text not null,
  updated_at timestamptz not null default now(),
  primary key (folder, path)
);
comment on column model_drafts.text is 'null: deleted in the draft';
comment on column model_drafts.base is 'hash of the deployed text that the draft began from';
`;

/** Deployments from before kept no files as they were sent; what is known of them becomes their folder. */
const earlier = `
create temporary table found on commit drop as
  select deployment_id, process_id as folder, file as path, xml as text from process_versions
  union all select d.deployment_id, (select min(p.process_id) from process_versions p where p.deployment_id = d.deployment_id), 'decisions/' || regexp_replace(d.file, '^.*/', ''), d.xml from decision_versions d
  union all select f.deployment_id, (select min(p.process_id) from process_versions p where p.deployment_id = f.deployment_id), 'forms/' || regexp_replace(f.file, '^.*/', ''), jsonb_pretty(f.schema) from form_versions f;
insert into model_texts (hash, text) select distinct encode(sha256(convert_to(text, 'UTF8')), 'hex'), text from found on conflict do nothing;
update deployments d set folder = (select min(folder) from found f where f.deployment_id = d.id);
insert into deployment_files (deployment_id, path, hash)
  select deployment_id, path, min(encode(sha256(convert_to(text, 'UTF8')), 'hex')) from found
  where exists (select 1 from deployments d where d.id = deployment_id and d.folder is not null) group by deployment_id, path;
`;
