import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { notificationPageSchema, notificationQuerySchema, okSchema } from '@opora/contracts';
import type { NotificationPage } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { NotificationsService } from './notifications.service.ts';

@Controller('notifications')
export class NotificationsController {
  constructor(private readonly service: NotificationsService) {}

  @Get()
  @Answers(notificationPageSchema, 'Что нового для пользователя')
  find(
    @User() user: CurrentUser,
    @Query({ schema: notificationQuerySchema }) query: z.output<typeof notificationQuerySchema>,
  ): Promise<NotificationPage> {
    return this.service.find(user, query);
  }

  @Post('read')
  @HttpCode(200)
  @Answers(okSchema, 'Всё прочитано')
  async read(@User() user: CurrentUser): Promise<{ ok: true }> {
    await this.service.read(user);
    return { ok: true };
  }
}
