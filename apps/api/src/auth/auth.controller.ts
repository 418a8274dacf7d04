import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  changePasswordSchema,
  createTokenSchema,
  createdTokenSchema,
  demoSchema,
  loginSchema,
  meSchema,
  okSchema,
  pageOf,
  tokenSchema,
} from '@opora/contracts';
import type { CreatedToken, Demo, Me, Page, Token } from '@opora/contracts';
import type { CookieOptions, Response } from 'express';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { ActId } from '../platform/idempotency.ts';
import type { Settings } from '../platform/settings.ts';
import { SETTINGS } from '../platform/tokens.ts';
import { Public, sessionCookie, type SignedRequest, User } from './auth.guard.ts';
import { AuthService, sessionHours } from './auth.service.ts';

@Controller('auth')
export class AuthController {
  constructor(
    private readonly service: AuthService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Public()
  @Post('login')
  @HttpCode(200)
  @Answers(meSchema, 'Войти: ставит cookie сеанса и отвечает, кто вошёл')
  async login(
    @Body({ schema: loginSchema }) body: z.output<typeof loginSchema>,
    @Req() request: SignedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { secret, me } = await this.service.login(body.login, body.password, request.ip ?? '');
    response.cookie(sessionCookie, secret, { ...this.cookie(request), maxAge: sessionHours * 3_600_000 });
    return me;
  }

  @Public()
  @Post('logout')
  @HttpCode(200)
  @Answers(okSchema, 'Выйти')
  async logout(
    @Req() request: SignedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ ok: true }> {
    await this.service.logout(request.cookies[sessionCookie]);
    response.clearCookie(sessionCookie, this.cookie(request));
    return { ok: true };
  }

  @Public()
  @Get('demo')
  @Answers(demoSchema, 'Показательные пользователи, которых может назвать экран входа')
  demo(): Promise<Demo> {
    return this.service.demo(this.settings);
  }

  @Get('me')
  @Answers(meSchema, 'Кто вошёл')
  me(@User() user: CurrentUser): Promise<Me> {
    return this.service.me(user);
  }

  @Post('password')
  @HttpCode(200)
  @Answers(okSchema, 'Сменить свой пароль')
  async password(
    @User() user: CurrentUser,
    @Body({ schema: changePasswordSchema }) body: z.output<typeof changePasswordSchema>,
    @Req() request: SignedRequest,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.changePassword(user, body.current, body.next, request.cookies[sessionCookie], act);
    return { ok: true };
  }

  @Post('tokens')
  @Answers(createdTokenSchema, 'Личный ключ доступа для программ', 201)
  createToken(
    @User() user: CurrentUser,
    @Body({ schema: createTokenSchema }) body: z.output<typeof createTokenSchema>,
    @ActId() act: string,
  ): Promise<CreatedToken> {
    return this.service.createToken(user, body.name, body.expiresInDays, act);
  }

  @Get('tokens')
  @WholeList()
  @Answers(pageOf(tokenSchema), 'Свои ключи доступа')
  async tokens(@User() user: CurrentUser): Promise<Page<Token>> {
    const items = await this.service.tokens(user);
    return { items, total: items.length, next: null };
  }

  @Delete('tokens/:id')
  @Answers(okSchema, 'Отозвать ключ доступа')
  async removeToken(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.removeToken(user, id, act);
    return { ok: true };
  }

  private cookie(request: SignedRequest): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', path: '/', secure: this.settings.production && request.secure };
  }
}
