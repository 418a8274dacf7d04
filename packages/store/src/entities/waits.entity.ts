import type { Variables, VoteDetails } from '@opora/engine';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user task, open or not. */
@Entity('tasks')
export class TaskEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'root_id' }) rootId!: string;
  @Column('integer') wait!: number;
  @Column('text', { name: 'process_id' }) processId!: string;
  @Column('text') node!: string;
  @Column('integer') element!: number;
  @Column('text') name!: string;
  @Column('text') state!: 'open' | 'completed' | 'cancelled';
  @Column('text', { nullable: true }) assignee!: string | null;
  @Column('text', { name: 'candidate_users', array: true }) candidateUsers!: string[];
  @Column('text', { name: 'candidate_groups', array: true }) candidateGroups!: string[];
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Column('timestamptz', { name: 'follow_up_at', nullable: true }) followUpAt!: Date | null;
  @Column('integer') priority!: number;
  @Column('text', { name: 'form_id', nullable: true }) formId!: string | null;
  @Column('jsonb') headers!: { [key: string]: string };
  @Column('jsonb', { nullable: true }) vote!: VoteDetails | null;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('text', { nullable: true }) stage!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Column('text', { name: 'completed_by', nullable: true }) completedBy!: string | null;
  @Column('text', { name: 'completed_role', nullable: true }) completedRole!: string | null;
  @Column('text', { nullable: true }) remark!: string | null;
}

/** A job of a case; outside workers lock and complete it here. */
@Entity('jobs')
export class JobEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  @Column('integer') wait!: number;
  @Column('text') node!: string;
  @Column('text') type!: string;
  @Column('text') state!: 'open' | 'completed' | 'cancelled';
  @Column('integer') retries!: number;
  @Column('text', { nullable: true }) backoff!: string | null;
  @Column('text', { nullable: true }) timeout!: string | null;
  @Column('jsonb') headers!: { [key: string]: string };
  @Column('jsonb') variables!: Variables;
  @Column('text', { nullable: true }) worker!: string | null;
  @Column('timestamptz', { name: 'locked_until', nullable: true }) lockedUntil!: Date | null;
  @Column('timestamptz', { name: 'available_at' }) availableAt!: Date;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** An open timer. */
@Entity('timers')
export class TimerEntity {
  @PrimaryColumn('text', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') wait!: number;
  @Column('text') node!: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  /** How often it fires again; null: never, -1: for ever. */
  @Column('integer', { nullable: true }) repeat!: number | null;
  /** When it began to wait; a due day that moved leaves it. */
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt!: Date | null;
}

/** What a case waits for besides tasks, jobs and timers; `name` of a child wait is the called process. */
@Entity('subscriptions')
export class SubscriptionEntity {
  @PrimaryColumn('text', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('integer') wait!: number;
  @Column('text') node!: string;
  @Column('text') kind!: 'message' | 'signal' | 'condition' | 'child';
  @Column('text', { name: 'process_id' }) processId!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'correlation_key', nullable: true }) correlationKey!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Command that is bringing a message to this subscription. */
  @Column('uuid', { name: 'claimed_by', nullable: true }) claimedBy!: string | null;
}

/** Something at which a case stopped. */
@Entity('incidents')
export class IncidentEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  /** Number of the incident inside its case. */
  @Column('integer') number!: number;
  @Column('text', { name: 'root_id' }) rootId!: string;
  @Column('text', { name: 'process_id' }) processId!: string;
  @Column('text') node!: string;
  @Column('integer') element!: number;
  @Column('text') type!: string;
  @Column('text') message!: string;
  @Column('integer', { nullable: true }) wait!: number | null;
  @Column('text') state!: 'open' | 'resolved';
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('text', { nullable: true }) stage!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'resolved_at', nullable: true }) resolvedAt!: Date | null;
  @Column('text', { name: 'resolved_by', nullable: true }) resolvedBy!: string | null;
}
