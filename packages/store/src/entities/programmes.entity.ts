import type { Json } from '@opora/engine';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A municipal programme. */
@Entity('programmes')
export class ProgrammeEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'district_id' }) districtId!: string;
  @Column('text') title!: string;
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to' }) validTo!: string;
  /** The order that approved it. */
  @Column('jsonb', { nullable: true }) approval!: Json;
  /** Goal, tasks, indicators, risk factors, deadlines. */
  @Column('jsonb', { default: {} }) passport!: { [key: string]: Json };
}

/** One row of a programme's roadmap. */
@Entity('measures')
export class MeasureEntity {
  @PrimaryColumn('text', { name: 'programme_id' }) programmeId!: string;
  @PrimaryColumn('text') number!: string;
  @Column('integer') position!: number;
  @Column('text', { name: 'block_number', nullable: true }) blockNumber!: string | null;
  @Column('text', { name: 'block_title', nullable: true }) blockTitle!: string | null;
  @Column('text') title!: string;
  /** As people wrote it. */
  @Column('text') term!: string;
  @Column('text', { array: true, default: [] }) responsible!: string[];
  @Column('text', { nullable: true }) indicator!: string | null;
  @Column('text', { nullable: true }) plan!: string | null;
  @Column('text', { nullable: true }) result!: string | null;
  @Column('jsonb', { default: [] }) items!: { title: string; plan: string[] }[];
}

/** A school that takes part in a programme as the supported one. */
@Entity('programme_schools')
export class ProgrammeSchoolEntity {
  @PrimaryColumn('text', { name: 'programme_id' }) programmeId!: string;
  @PrimaryColumn('text', { name: 'school_id' }) schoolId!: string;
}
