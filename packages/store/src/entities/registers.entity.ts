import type { Json } from '@opora/engine';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A school subject; its id is the name in lower case, as `results.subject` has it. */
@Entity('subjects')
export class SubjectEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') name!: string;
  /** Subject area of the curriculum. */
  @Column('text', { nullable: true }) area!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** A member of staff; no pupils are kept. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'district_id' }) districtId!: string;
  /** Surname, name, patronymic. */
  @Column('text') name!: string;
  @Column('text', { nullable: true }) email!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  /** Under which they sign in, if at all. */
  @Column('text', { nullable: true }) login!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** An association of teachers or a steering body: of the district, or of one school. */
@Entity('associations')
export class AssociationEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'district_id' }) districtId!: string;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  /** РМО, ШМО, ММС, консилиум, координационная группа. */
  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'subject_id', nullable: true }) subjectId!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** A role of a person in a school, in an association, or (neither named) in the district's authority, for a period. */
@Entity('posts')
export class PostEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'district_id' }) districtId!: string;
  @Column('text', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'association_id', nullable: true }) associationId!: string | null;
  /** Key of `postRoles` of the domain. */
  @Column('text') role!: string;
  /** The post as orders print it. */
  @Column('text', { nullable: true }) title!: string | null;
  @Column('date', { name: 'valid_from', nullable: true }) validFrom!: string | null;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}

/** What was changed in a record of a register, by whom and why; `before` and `after` hold only what differs. */
@Entity('register_changes')
export class RegisterChangeEntity {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id!: string;
  @Column('text') register!: string;
  @Column('text', { name: 'record_id' }) recordId!: string;
  @Column('integer') version!: number;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
  @Column('text') login!: string;
  @Column('text') action!: 'create' | 'update' | 'archive' | 'restore' | 'import' | 'undo';
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('jsonb', { nullable: true }) before!: Json;
  @Column('jsonb', { nullable: true }) after!: Json;
}
