import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of measures that were kept apart from the table become rows too: of measures that were taken out, which could not come back
 * with a column that is gone, and of plans that are not confirmed yet, which would have lost them.
 */
export class KeptPartsOfMeasures1764551000000 implements MigrationInterface {
  readonly name = 'KeptPartsOfMeasures1764551000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  /** What became rows stays rows. */
  async down(): Promise<void> {}
}

const up = `
with parts as materialized (
  select gen_random_uuid() as id, g.roadmap_id, g.login, g.removed_at, g.measure - 'items' as measure, i.title
  from roadmap_removed_measures g, jsonb_array_elements_text(g.measure->'items') as i (title))
insert into roadmap_removed_measures (id, roadmap_id, login, removed_at, measure)
select id, roadmap_id, login, removed_at, measure ||
  jsonb_build_object('id', id, 'parent_id', null, 'number', '', 'title', title, 'indicator', '', 'result', '', 'version', 1)
from parts;

update roadmap_removed_measures set measure = measure - 'items' where measure ? 'items';

update roadmap_imports set plan = jsonb_set(plan, '{rows}', (
  select jsonb_agg(x.line order by x.at, x.part) from (
    select r.at, 0 as part, r.line - 'items' as line from jsonb_array_elements(plan->'rows') with ordinality as r (line, at)
    union all
    select r.at, i.at, (r.line - 'items') || jsonb_build_object(
      'number', '', 'title', i.title, 'indicator', '', 'result', '', 'certainty', 'read', 'problems', jsonb_build_array(jsonb_build_object(
        'code', 'part', 'severity', 'info', 'column', 'title', 'suggestion', null, 'message',
        'Часть ' || case r.line->>'number' when '' then 'мероприятия выше' else 'мероприятия № ' || (r.line->>'number') end
          || '; срок и ответственный — как у него')))
    from jsonb_array_elements(plan->'rows') with ordinality as r (line, at),
      jsonb_array_elements_text(r.line->'items') with ordinality as i (title, at)) x))
where plan @? '$.rows[*].items';
`;
