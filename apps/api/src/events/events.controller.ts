import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CurrentUser } from '../access/user.ts';
import { type SignedRequest, User } from '../auth/auth.guard.ts';
import { EventsService } from './events.service.ts';

@Controller('events')
export class EventsController {
  constructor(private readonly service: EventsService) {}

  @Get()
  @ApiOperation({ summary: 'Что меняется из видимого пользователю (server-sent events)' })
  @ApiProduces('text/event-stream')
  open(@User() user: CurrentUser, @Req() request: SignedRequest, @Res() response: Response): void {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const close = this.service.open(user, request.headers['last-event-id'] as string | undefined, (text) =>
      response.write(text),
    );
    request.on('close', close);
  }
}
