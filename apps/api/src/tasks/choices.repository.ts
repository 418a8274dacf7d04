import { Inject, Injectable } from '@nestjs/common';
import type { Json } from '@opora/engine';
import { type Database, pairHolds } from '@opora/store';
import { DATABASE } from '../platform/tokens.ts';
import type { Choice, ChoiceSource } from './form-choices.ts';

/** Where the task stands whose form offers the choices. */
interface Place {
  schoolId: string | null;
  districtId: string | null;
}

/** Queries for what the form of a task lets a person choose. */
@Injectable()
export class ChoicesRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The choices of every source, by its name. */
  async find(sources: ChoiceSource[], place: Place): Promise<Map<string, Choice[]>> {
    const found = await Promise.all(
      sources.map(async (source): Promise<[string, Choice[]]> => [source, await this.of(source, place)]),
    );
    return new Map(found);
  }

  private of(source: ChoiceSource, place: Place): Promise<Choice[]> {
    if (source === 'partner-schools') return this.partnerSchools(place);
    if (source === 'roadmap-measures') return this.roadmapMeasures(place);
    return this.people(source.slice('people:'.length), place);
  }

  /** Measures with a date: of the school's newest roadmap, else of the district's, else of its newest programme. */
  private async roadmapMeasures({ schoolId, districtId }: Place): Promise<Choice[]> {
    const rows = await this.database.query<{ id: string; number: string; title: string; due: string }>(
      `with roadmap as (select r.id from roadmaps r where r.district_id = $2 and (r.school_id = $1 or r.school_id is null)
         order by r.school_id is null, r.valid_from desc, r.created_at desc, r.id limit 1),
       programme as (select p.id from programmes p where p.district_id = $2 and not exists (select from roadmap)
         order by p.valid_from desc, p.id limit 1)
       select * from (
         select id::text as id, number, title, due_date::text as due, position from roadmap_measures
         where roadmap_id = (select id from roadmap) and status <> 'cancelled'
         union all
         select number as id, number, title, to_date::text as due, position from measures
         where programme_id = (select id from programme)) m
       where due is not null order by due, position, id limit 1000`,
      [schoolId, districtId],
    );
    return rows.map(({ id, number, title, due }) => ({
      value: id,
      label: `${russianDate(due)} · ${[number, title].filter(Boolean).join(' ')}`,
      fields: { name: title, due },
    }));
  }

  /** People with a role in the district of the task, without those of the school that the case is about. */
  private async people(role: string, { schoolId, districtId }: Place): Promise<Choice[]> {
    const rows = await this.database.query<{
      login: string;
      name: string;
      school_id: string | null;
      school_name: string | null;
    }>(
      `select distinct on (u.name, u.login) u.login, u.name, s.id as school_id, s.short_name as school_name from users u
       join user_roles r on r.user_id = u.id and r.role = $1 left join schools s on s.id = r.school_id
       where not u.disabled and coalesce(r.district_id, s.district_id) = $2 and ($3::text is null or s.id is distinct from $3)
       order by u.name, u.login limit 500`,
      [role, districtId, schoolId],
    );
    return rows.map(({ login, name, school_id, school_name }) => ({
      value: login,
      label: [name, school_name].filter(Boolean).join(' · '),
      fields: { name, schoolId: school_id },
    }));
  }

  /** Schools of the region that support others, the own district first, with whom they already support and their curator. */
  private async partnerSchools({ schoolId, districtId }: Place): Promise<Choice[]> {
    const rows = await this.database.query<{
      id: string;
      name: string;
      district_id: string;
      district_name: string;
      supports: string[] | null;
      curator: string | null;
    }>(
      `select s.id, s.short_name as name, d.id as district_id, d.name as district_name, p.supports, u.login as curator
       from schools s join districts d on d.id = s.district_id
       left join lateral (select array_agg(o.short_name order by o.short_name) as supports from partnerships x join schools o on o.id = x.school_id
         where x.partner_id = s.id and ${pairHolds('x', 'd.time_zone')}) p on true
       left join lateral (select c.login from users c join user_roles r on r.user_id = c.id
         where r.role = 'curator' and r.school_id = s.id and not c.disabled order by c.created_at limit 1) u on true
       where s.support_role in ('partner', 'both') and s.id is distinct from $1
         and d.region = (select region from districts where id = $2)
       order by s.district_id is distinct from $2, s.short_name, s.id limit 1000`,
      [schoolId, districtId],
    );
    return rows.map((row) => ({
      value: row.id,
      label: [
        row.name,
        row.district_id === districtId ? undefined : row.district_name,
        row.supports ? `поддерживает: ${row.supports.join(', ')}` : undefined,
      ]
        .filter(Boolean)
        .join(' · '),
      fields: { name: row.name, districtId: row.district_id, curator: row.curator } satisfies {
        [key: string]: Json;
      },
    }));
  }
}

const russianDate = (day: string): string => day.split('-').reverse().join('.');
