import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A person who may sign in. */
@Entity('users')
export class UserEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') login!: string;
  @Column('text') name!: string;
  /** argon2id. */
  @Column('text', { name: 'password_hash' }) passwordHash!: string;
  @Column('boolean', { default: false }) disabled!: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  /** Notifications before this moment are read. */
  @Column('timestamptz', { name: 'notified_at', default: () => 'now()' }) notifiedAt!: Date;
}

/** A role that a person holds, and where: in a region, a district or a school. */
@Entity('user_roles')
export class UserRoleEntity {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @Column('text') role!: string;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { name: 'district_id', nullable: true }) districtId!: string | null;
  @Column('text', { name: 'school_id', nullable: true }) schoolId!: string | null;
}

/** A signed-in browser; the token itself is only in its cookie. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('text', { name: 'token_hash' }) tokenHash!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}

/** A personal token for programs. */
@Entity('tokens')
export class TokenEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'token_hash' }) tokenHash!: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'last_used_at', nullable: true }) lastUsedAt!: Date | null;
}
