import type { Json, Rejection, Variables } from '@opora/engine';
import { Column, CreateDateColumn, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** An act on its way to a case (outbox). Its id is the Temporal update id and the id of the stimulus. */
@Entity('commands')
export class CommandEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  /** Type of the stimulus, or `start-case`. */
  @Column('text') kind!: string;
  @Column('jsonb') payload!: Json;
  @Column('text', { nullable: true }) actor!: string | null;
  @Column('text', { nullable: true }) role!: string | null;
  @Column('text', { nullable: true }) remark!: string | null;
  @Column('text') state!: 'pending' | 'done' | 'rejected';
  @Column('integer') attempts!: number;
  @Column('timestamptz', { name: 'leased_until', nullable: true }) leasedUntil!: Date | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt!: Date | null;
  @Column('jsonb', { nullable: true }) result!: Json | null;
  @Column('jsonb', { nullable: true }) error!: Rejection | null;
}

/** A published message; it waits for receivers until it expires. */
@Entity('messages')
export class MessageEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'correlation_key', nullable: true }) correlationKey!: string | null;
  @Column('jsonb') variables!: Variables;
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  /** Login or case that published it. */
  @Column('text', { nullable: true }) publisher!: string | null;
}

/** Which process a message has gone to: once per message and process. */
@Entity('message_correlations')
export class MessageCorrelationEntity {
  @PrimaryColumn('uuid', { name: 'message_id' }) messageId!: string;
  @PrimaryColumn('text', { name: 'process_id' }) processId!: string;
  @Column('uuid', { name: 'command_id' }) commandId!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}

/** A large payload taken out of Temporal's histories, encrypted, by hash of its content. */
@Entity('payloads')
export class PayloadEntity {
  @PrimaryColumn('text') hash!: string;
  @Column('bytea') data!: Buffer;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}

/** A worker process and when it was last heard of. */
@Entity('workers')
export class WorkerEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') host!: string;
  @Column('text') version!: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'seen_at' }) seenAt!: Date;
}

/** A notice of a case to users and roles. */
@Entity('notifications')
export class NotificationEntity {
  /** Outside id of the job that wrote it. */
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'root_id' }) rootId!: string;
  @Column('text') node!: string;
  @Column('text', { array: true }) users!: string[];
  @Column('text', { array: true }) groups!: string[];
  @Column('text') subject!: string;
  @Column('text') body!: string;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('text', { nullable: true }) stage!: string | null;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  /** Logins that have read it. */
  @Column('text', { name: 'read_by', array: true }) readBy!: string[];
}

/** Who did what, when, in which role, on which version, with what remark. */
@Entity('audit')
export class AuditEntity {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: string;
  @CreateDateColumn({ type: 'timestamptz' }) at!: Date;
  @Column('text', { name: 'user_login', nullable: true }) userLogin!: string | null;
  @Column('text', { nullable: true }) role!: string | null;
  @Column('text') action!: string;
  @Column('text', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('text', { name: 'process_id', nullable: true }) processId!: string | null;
  @Column('integer', { nullable: true }) version!: number | null;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('text', { nullable: true }) remark!: string | null;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('jsonb') details!: Json;
}
