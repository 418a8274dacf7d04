import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of a measure, that lay in it out of sight, become rows behind it: without a number, with its days and people. */
export class PartsOfMeasures1764550000000 implements MigrationInterface {
  readonly name = 'PartsOfMeasures1764550000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("alter table roadmap_measures add column items jsonb not null default '[]'");
  }
}

const up = `
with grown as materialized (select distinct roadmap_id from roadmap_measures where items <> '[]'),
  parts as (
    insert into roadmap_measures
      (roadmap_id, position, number, section, title, term, from_date, due_date, responsible, status, checked_by, checked_at)
    select m.roadmap_id, m.position * 1000 + i.at, '', m.section, i.title, m.term, m.from_date, m.due_date, m.responsible,
      m.status, m.checked_by, m.checked_at
    from roadmap_measures m, jsonb_array_elements_text(m.items) with ordinality as i (title, at)
    where m.items <> '[]')
update roadmap_measures set position = position * 1000 where roadmap_id in (select roadmap_id from grown);

update roadmap_measures m set position = o.position
from (select id, row_number() over (partition by roadmap_id order by position, id) - 1 as position from roadmap_measures) o
where m.id = o.id and m.position <> o.position;

alter table roadmap_measures drop column items;
`;
