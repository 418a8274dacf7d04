import type { CaseStatus, JournalEntry, Json } from '@opora/engine';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** State of a case as people see it: an active case with open incidents is in `incident`. */
export type CaseDisplayState = 'active' | 'incident' | 'suspended' | 'completed' | 'cancelled';

/** One running or ended case. */
@Entity('cases')
export class CaseEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'process_id' }) processId!: string;
  @Column('integer') version!: number;
  @Column('text', { name: 'model_hash' }) modelHash!: string;
  @Column('text', { name: 'business_key', nullable: true }) businessKey!: string | null;
  /** Status of the engine. */
  @Column('text') status!: CaseStatus;
  @Column('integer', { name: 'incident_count' }) incidentCount!: number;
  /** Computed by the database from status and incidents. */
  @Column({ type: 'text', insert: false, update: false }) state!: CaseDisplayState;
  @Column('text', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('integer', { name: 'parent_wait', nullable: true }) parentWait!: number | null;
  @Column('text', { name: 'root_id' }) rootId!: string;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('text', { nullable: true }) stage!: string | null;
  @Column('text', { nullable: true }) title!: string | null;
  /** Process variable `outcome` at the end, or the code of the error that ended the case. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('text', { name: 'started_by', nullable: true }) startedBy!: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  /** Number of the last journal entry applied. */
  @Column('integer', { name: 'last_number' }) lastNumber!: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** One numbered line of a case's journal. */
@Entity('journal')
export class JournalEntity {
  @PrimaryColumn('text', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') kind!: JournalEntry['kind'];
  @Column('jsonb') entry!: JournalEntry;
}

/** One run of an element; the process itself is instance 1. */
@Entity('element_instances')
export class ElementInstanceEntity {
  @PrimaryColumn('text', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') id!: number;
  @Column('text') node!: string;
  @Column('integer') scope!: number;
  @Column('text') state!: 'active' | 'completed' | 'terminated';
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A variable in its scope; those of element 1 are the case's. */
@Entity('variables')
export class VariableEntity {
  @PrimaryColumn('text', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') element!: number;
  @PrimaryColumn('text') name!: string;
  @Column('jsonb') value!: Json;
}
