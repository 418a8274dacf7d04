import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars of the country beside those of districts and schools, and school years in each version. */
export class CalendarVersions1764320000000 implements MigrationInterface {
  readonly name = 'CalendarVersions1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table place_calendars alter column district_id drop not null;
      alter table place_calendars alter column week drop not null, alter column week drop default;
      alter table place_calendars add column years jsonb not null default '[]';
      drop index place_calendars_version;
      create unique index place_calendars_version on place_calendars (coalesce(district_id, ''), coalesce(school_id, ''), version);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from place_calendars where district_id is null or week is null;
      drop index place_calendars_version;
      create unique index place_calendars_version on place_calendars (district_id, coalesce(school_id, ''), version);
      alter table place_calendars drop column years;
      alter table place_calendars alter column week set default 5, alter column week set not null;
      alter table place_calendars alter column district_id set not null;
    `);
  }
}
