import { Inject, Injectable } from '@nestjs/common';
import type { CreatedToken, Demo, Me, Ref, Token } from '@opora/contracts';
import type { Database } from '@opora/store';
import { roleAnywhere } from '../access/rights.ts';
import { rolesOf, type CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { demoPassword, type Settings } from '../platform/settings.ts';
import { DATABASE } from '../platform/tokens.ts';
import { AuthRepository } from './auth.repository.ts';
import { LoginThrottle } from './login-throttle.ts';
import { hashPassword, newSecret, passwordMatches, secretHash } from './passwords.ts';

/** How long a session lives. */
export const sessionHours = 12;

/** Signs people in and out and gives them tokens. */
@Injectable()
export class AuthService {
  constructor(
    private readonly repository: AuthRepository,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditRepository,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** Signs in; answers the secret of the session and the user. */
  async login(login: string, password: string, address: string): Promise<{ secret: string; me: Me }> {
    await this.throttle.check(login, address);
    if (!(await passwordMatches(await this.repository.passwordHash(login), password))) {
      await this.throttle.failed(login, address);
      throw new Problem('wrong-credentials', 'Имя или пароль не подходят.');
    }
    await this.throttle.succeeded(login, address);
    const user = await this.repository.findByLogin(login);
    if (!user) throw new Problem('wrong-credentials', 'Имя или пароль не подходят.');
    const secret = newSecret();
    await this.repository.createSession(secretHash(secret), user.id, sessionHours);
    await this.audit.record({ user, action: 'auth.login', subject: login });
    return { secret, me: await this.me(user) };
  }

  /** Demo users for the sign-in screen: none in production, and a password only where it is the documented one. */
  async demo({ production, demoPassword: chosen }: Settings): Promise<Demo> {
    const logins = production ? [] : await this.repository.demoLogins();
    return { logins, password: logins.length > 0 && chosen === demoPassword ? chosen : null };
  }

  async logout(secret: string | undefined): Promise<void> {
    if (secret) await this.repository.endSession(secretHash(secret));
  }

  /** The user with what the screens need to know of their rights. */
  async me(user: CurrentUser): Promise<Me> {
    const { districts, schools } = await this.repository.names(user);
    const schoolRef = (id: string): Ref => ({ id, name: schools.get(id)?.name ?? id });
    const schoolId = user.grants.find((grant) => grant.schoolId)?.schoolId ?? null;
    const districtId =
      user.grants.find((grant) => grant.districtId)?.districtId ??
      (schoolId ? (schools.get(schoolId)?.districtId ?? null) : null);
    return {
      id: user.id,
      login: user.login,
      name: user.name,
      roles: rolesOf(user),
      district: districtId ? { id: districtId, name: districts.get(districtId) ?? districtId } : null,
      school: schoolId ? schoolRef(schoolId) : null,
      pairedSchools: user.paired.map((pair) => schoolRef(pair.schoolId)),
      region: user.grants.find((grant) => grant.region)?.region ?? null,
      may: {
        deploy: roleAnywhere(user, 'deployment.create') !== undefined,
        editModels: roleAnywhere(user, 'model.edit') !== undefined,
        startCases: roleAnywhere(user, 'case.start') !== undefined,
        manageCases: rolesOf(user).includes('coordinator'),
        assignTasks: rolesOf(user).includes('coordinator'),
        readAudit: roleAnywhere(user, 'audit.read') !== undefined,
        manageUsers: roleAnywhere(user, 'users.manage') !== undefined,
      },
    };
  }

  /** A personal token; its secret is shown this once. */
  async createToken(user: CurrentUser, name: string, days: number, actId: string): Promise<CreatedToken> {
    const secret = newSecret();
    return this.database.transaction(async (q) => {
      // A repetition whose first answer was lost: nobody has seen that secret, a new one takes its place.
      const { id, expiresAt } = await this.repository.createToken(
        { id: actId, userId: user.id, name, tokenHash: secretHash(secret), days },
        q,
      );
      await this.audit.record({ actId, user, action: 'token.create', subject: id, details: { name } }, q);
      return { id, name, token: secret, expiresAt };
    });
  }

  tokens(user: CurrentUser): Promise<Token[]> {
    return this.repository.tokensOf(user.id);
  }

  async removeToken(user: CurrentUser, id: string, actId: string): Promise<void> {
    await this.database.transaction(async (q) => {
      if (!(await this.audit.record({ actId, user, action: 'token.remove', subject: id }, q))) return;
      if (!(await this.repository.removeToken(user.id, id, q))) throw notFound('Ключа доступа', id);
    });
  }

  /** Changes the own password and ends the user's other sessions. */
  async changePassword(
    user: CurrentUser,
    current: string,
    next: string,
    secret: string | undefined,
    actId: string,
  ): Promise<void> {
    if ((await this.audit.detailsOf(actId)) !== undefined) return;
    if (!(await passwordMatches(await this.repository.passwordHash(user.login), current))) {
      throw new Problem('refused', 'Нынешний пароль не подходит.', {
        errors: [{ path: 'current', message: 'Не подходит' }],
      });
    }
    const passwordHash = await hashPassword(next);
    await this.database.transaction(async (q) => {
      if (!(await this.audit.record({ actId, user, action: 'auth.password', subject: user.login }, q)))
        return;
      await this.repository.setPassword(user.id, passwordHash, q);
      await this.repository.endOtherSessions(user.id, secretHash(secret ?? ''), q);
    });
  }
}
