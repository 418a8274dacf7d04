import type { Json, Variables, Model, Trigger } from '@opora/engine';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One upload of definitions, all or nothing. */
@Entity('deployments')
export class DeploymentEntity {
  @PrimaryColumn('uuid') id!: string;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
  @Column('text', { name: 'created_by', nullable: true }) createdBy!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  /** The folder of models that it brought a new state of; null: nothing changed. */
  @Column('text', { nullable: true }) folder!: string | null;
}

/** A text of deployed files, once however often it was deployed. */
@Entity('model_texts')
export class ModelTextEntity {
  /** SHA-256 of the text, hex. */
  @PrimaryColumn('text') hash!: string;
  @Column('text') text!: string;
}

/** A file of a folder as it was after a deployment. */
@Entity('deployment_files')
export class DeploymentFileEntity {
  @PrimaryColumn('uuid', { name: 'deployment_id' }) deploymentId!: string;
  @PrimaryColumn('text') path!: string;
  @Column('text') hash!: string;
}

/** A file that was changed in the designer and not deployed yet. */
@Entity('model_drafts')
export class ModelDraftEntity {
  @PrimaryColumn('text') folder!: string;
  @PrimaryColumn('text') path!: string;
  /** null: deleted in the draft. */
  @Column('text', { nullable: true }) text!: string | null;
  /** Hash of the deployed text that the draft began from. */
  @Column('text', { nullable: true }) base!: string | null;
  @Column('text', { name: 'updated_by' }) updatedBy!: string;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** A version of a process: its diagram and the compiled model. */
@Entity('process_versions')
export class ProcessVersionEntity {
  @PrimaryColumn('text', { name: 'process_id' }) processId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('uuid', { name: 'deployment_id' }) deploymentId!: string;
  @Column('text') hash!: string;
  @Column('text', { name: 'version_tag', nullable: true }) versionTag!: string | null;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text') file!: string;
  @Column('text') xml!: string;
  @Column('jsonb') model!: Model;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}

/** A version of a decision: its DMN file and the compiled model. */
@Entity('decision_versions')
export class DecisionVersionEntity {
  @PrimaryColumn('text', { name: 'decision_id' }) decisionId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('uuid', { name: 'deployment_id' }) deploymentId!: string;
  @Column('text') hash!: string;
  @Column('text', { name: 'version_tag', nullable: true }) versionTag!: string | null;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text') file!: string;
  @Column('text') xml!: string;
  @Column('jsonb') model!: Json;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}

/** A version of a form (form-js schema). */
@Entity('form_versions')
export class FormVersionEntity {
  @PrimaryColumn('text', { name: 'form_id' }) formId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('uuid', { name: 'deployment_id' }) deploymentId!: string;
  @Column('text') hash!: string;
  @Column('text') file!: string;
  @Column('jsonb') schema!: Json;
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt!: Date;
}

/** A start event of the latest version of a process that something outside sets off. */
@Entity('start_subscriptions')
export class StartSubscriptionEntity {
  @PrimaryColumn('text', { name: 'process_id' }) processId!: string;
  @PrimaryColumn('text') node!: string;
  @Column('integer') version!: number;
  @Column('text') kind!: 'message' | 'signal' | 'timer';
  @Column('text', { nullable: true }) name!: string | null;
  @Column('jsonb') trigger!: Trigger;
  /** Which of several triggers of the event it is. */
  @PrimaryColumn('integer') ordinal!: number;
  /** All triggers of the event have to happen. */
  @Column('boolean') parallel!: boolean;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) seenAt!: Date | null;
  @Column('jsonb', { name: 'seen_variables', nullable: true }) seenVariables!: Variables | null;
  /** When a timer happens next; null when it will not happen again. */
  @Column('jsonb', { nullable: true }) timer!: Json | null;
}
