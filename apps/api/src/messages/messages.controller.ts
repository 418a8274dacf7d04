import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  broadcastedSignalSchema,
  broadcastSignalSchema,
  publishedMessageSchema,
  publishMessageSchema,
} from '@opora/contracts';
import type { BroadcastedSignal, PublishedMessage } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { MessagesService } from './messages.service.ts';

@Controller()
export class MessagesController {
  constructor(private readonly service: MessagesService) {}

  @Post('messages')
  @HttpCode(200)
  @Answers(publishedMessageSchema, 'Послать сообщение')
  publish(
    @User() user: CurrentUser,
    @Body({ schema: publishMessageSchema }) body: z.output<typeof publishMessageSchema>,
    @ActId() act: string,
  ): Promise<PublishedMessage> {
    return this.service.publish(user, body, act);
  }

  @Post('signals')
  @HttpCode(200)
  @Answers(broadcastedSignalSchema, 'Послать сигнал всем')
  broadcast(
    @User() user: CurrentUser,
    @Body({ schema: broadcastSignalSchema }) body: z.output<typeof broadcastSignalSchema>,
    @ActId() act: string,
  ): Promise<BroadcastedSignal> {
    return this.service.broadcast(user, body, act);
  }
}
