import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { CurrentUser } from '../access/user.ts';
import { Problem } from '../platform/problem.ts';
import { AuthRepository } from './auth.repository.ts';
import { secretHash } from './passwords.ts';

/** Name of the session cookie. */
export const sessionCookie = 'opora_session';

/** A request after the guard. */
export interface SignedRequest extends Request {
  user?: CurrentUser;
  cookies: { [name: string]: string | undefined };
}

const PUBLIC = 'opora:public';
/** A route for everybody, signed in or not. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The user who makes the request. */
export const User = createParamDecorator((_: unknown, context: ExecutionContext): CurrentUser => {
  const { user } = context.switchToHttp().getRequest<SignedRequest>();
  if (!user) throw new Problem('not-signed-in', 'Войдите и повторите.');
  return user;
});

/** Finds out who asks, by bearer token or session cookie; every route that is not public wants somebody. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly repository: AuthRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    refuseForeignOrigin(request);
    if (
      this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [
        context.getHandler(),
        context.getClass(),
      ])
    )
      return true;
    request.user = await this.identify(request);
    return true;
  }

  private async identify(request: SignedRequest): Promise<CurrentUser> {
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const secret = bearer ?? request.cookies[sessionCookie];
    if (!secret) throw new Problem('not-signed-in', 'Войдите, чтобы продолжить.');
    const hash = secretHash(secret);
    const user = bearer ? await this.repository.findByToken(hash) : await this.repository.findBySession(hash);
    if (!user)
      throw new Problem(
        'not-signed-in',
        bearer ? 'Ключ доступа недействителен или истёк.' : 'Сеанс закончился. Войдите снова.',
      );
    return user;
  }
}

/**
 * Refuses a change that another site asks the browser for. Browsers say where a request comes from; programs send
 * neither header, and a bearer token is never added by a browser on its own.
 */
function refuseForeignOrigin(request: Request): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers.authorization) return;
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  const foreign =
    (typeof site === 'string' && !['same-origin', 'none'].includes(site)) ||
    (origin !== undefined && hostOf(origin) !== host);
  if (foreign) throw new Problem('foreign-origin', 'Изменения принимаются только со страниц самой Опоры.');
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
