import type { Json } from '@opora/engine';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A municipality. */
@Entity('districts')
export class DistrictEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  /** Name of the region: regional operators see the districts of theirs. */
  @Column('text') region!: string;
  /** IANA name. */
  @Column('text', { name: 'time_zone', default: 'Europe/Moscow' }) timeZone!: string;
  /** Full name of the authority that runs the programme, as orders print it. */
  @Column('text', { nullable: true }) authority!: string | null;
  @Column('text', { name: 'method_service', nullable: true }) methodService!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** A school: the subject of cases, a partner, or both. */
@Entity('schools')
export class SchoolEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'district_id' }) districtId!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'short_name' }) shortName!: string;
  @Column('text', { nullable: true }) kind!: string | null;
  @Column('text', { name: 'support_role', default: 'shnor' }) supportRole!: 'shnor' | 'partner' | 'both';
  /** Cluster by the last diagnosis. */
  @Column('text', { default: 'unknown' }) status!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) site!: string | null;
  @Column('integer', { nullable: true }) pupils!: number | null;
  /** Teachers. */
  @Column('integer', { nullable: true }) staff!: number | null;
  /** Degrees, north and east positive. */
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  /** Ids of subjects (`subjects.id`, lower case as in `results.subject`). */
  @Column('text', { name: 'strong_subjects', array: true, default: [] }) strongSubjects!: string[];
  @Column('text', { name: 'weak_subjects', array: true, default: [] }) weakSubjects!: string[];
  /** How many schools it can support at once; null: not said. */
  @Column('smallint', { name: 'partner_limit', nullable: true }) partnerLimit!: number | null;
  @Column('integer', { default: 1 }) version!: number;
  /** Closed or merged: kept for history, offered nowhere. */
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
  /** Assessment results, as the programme gives them. */
  @Column('jsonb', { default: [] }) results!: Json;
}

/** A network pair; it gives the partner's curators sight of the school's cases while it is valid. */
@Entity('partnerships')
export class PartnershipEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text', { name: 'school_id' }) schoolId!: string;
  @Column('text', { name: 'partner_id' }) partnerId!: string;
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('text', { nullable: true }) agreement!: string | null;
  /** The order that made the pair. */
  @Column('text', { name: 'order_number', nullable: true }) orderNumber!: string | null;
  @Column('date', { name: 'order_date', nullable: true }) orderDate!: string | null;
  /** The support case in which the pair was approved. */
  @Column('text', { name: 'case_id', nullable: true }) caseId!: string | null;
}

/** A stage as its stage.json describes it. */
@Entity('stages')
export class StageEntity {
  @PrimaryColumn('text', { name: 'process_id' }) processId!: string;
  @Column('jsonb') title!: { ru: string; en: string };
  /** 0 for the parent process. */
  @Column('integer') order!: number;
  @Column('text', { array: true }) roles!: string[];
  @Column('jsonb') input!: Json;
  @Column('jsonb') outcomes!: { id: string; title: { ru: string; en: string } }[];
}
