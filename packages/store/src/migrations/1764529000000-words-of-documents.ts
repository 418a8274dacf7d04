import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Words of every document in their basic form, so that the register finds it by what stands in it; of a very long one those of
 * its beginning (PostgreSQL holds at most 1 MB of them).
 */
export class WordsOfDocuments1764529000000 implements MigrationInterface {
  readonly name = 'WordsOfDocuments1764529000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
alter table documents add column words tsvector generated always as (
  to_tsvector('russian', translate(title || ' ' || coalesce(signatory, '') || ' ' || coalesce(signatory_post, ''), 'ёЁ', 'еЕ')) ||
  case when octet_length(field_values::text) <= 300000
    then jsonb_to_tsvector('russian', translate(field_values::text, 'ёЁ', 'еЕ')::jsonb, '["string"]')
    else to_tsvector('russian', translate(left(field_values::text, 150000), 'ёЁ', 'еЕ')) end
) stored`);
    await runner.query('create index documents_words on documents using gin (words)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table documents drop column words');
  }
}
