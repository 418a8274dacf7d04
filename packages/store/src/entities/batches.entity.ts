import type { Json, Rejection } from '@opora/engine';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Where a batch stands. */
export type BatchState = 'pending' | 'running' | 'paused' | 'completed' | 'cancelled';

/** What became of one case of a batch. */
export type BatchItemState = 'pending' | 'running' | 'done' | 'refused' | 'skipped' | 'cancelled';

/** The same operation over many cases; the workflow of the same id carries it out. */
@Entity('batches')
export class BatchEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') operation!: string;
  @Column('jsonb') parameters!: { [name: string]: Json };
  @Column('jsonb', { nullable: true }) filter!: { [name: string]: Json } | null;
  @Column('text') reason!: string;
  @Column('text') state!: BatchState;
  @Column('integer') total!: number;
  /** Districts of its cases: who may see it. */
  @Column('text', { array: true }) districts!: string[];
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column('text', { name: 'created_by' }) createdBy!: string;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** One case of a batch. */
@Entity('batch_items')
export class BatchItemEntity {
  @PrimaryColumn('uuid', { name: 'batch_id' }) batchId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text', { name: 'case_id' }) caseId!: string;
  /** Role in which its author acts on this case. */
  @Column('text', { nullable: true }) role!: string | null;
  @Column('text') state!: BatchItemState;
  /** What a start needs. */
  @Column('jsonb', { nullable: true }) payload!: Json | null;
  /** Commands that carry it out. */
  @Column('uuid', { array: true }) commands!: string[];
  /** Why it was refused or skipped. */
  @Column('jsonb', { nullable: true }) outcome!: Rejection | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}
