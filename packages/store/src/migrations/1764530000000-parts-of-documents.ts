import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of the title, number and signatory of a document by trigrams, so that the register is searched by indexes alone: the words
 * have one already, and an `or` is only as fast as its slowest part. A server that has no `pg_trgm` (it comes with PostgreSQL's
 * contrib) goes on without them and looks at every row.
 */
export class PartsOfDocuments1764530000000 implements MigrationInterface {
  readonly name = 'PartsOfDocuments1764530000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
do $$ begin
  create extension if not exists pg_trgm;
exception when undefined_file or insufficient_privilege or feature_not_supported then
  raise notice 'pg_trgm is not there: the register of documents is searched without its indexes';
end $$`);
    await runner.query(`
do $$ declare part text; operators text; begin
  -- The extension may lie in a schema that is not on the path.
  select format('%I.gin_trgm_ops', n.nspname) into operators
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  if operators is null then return; end if;
  foreach part in array array['title', 'number', 'signatory'] loop
    execute format('create index documents_%s_parts on documents using gin (%I %s)', part, part, operators);
  end loop;
end $$`);
  }

  /** The extension stays: others in this database may use it. */
  async down(runner: QueryRunner): Promise<void> {
    for (const part of ['title', 'number', 'signatory'])
      await runner.query(`drop index if exists documents_${part}_parts`);
  }
}
