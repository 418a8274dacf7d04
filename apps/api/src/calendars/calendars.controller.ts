import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  calendarPreviewSchema,
  calendarsSchema,
  placeQuerySchema,
  previewCalendarSchema,
  saveCalendarSchema,
} from '@opora/contracts';
import type { CalendarPreview, Calendars } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { CalendarsService } from './calendars.service.ts';

@Controller('calendars')
export class CalendarsController {
  constructor(private readonly service: CalendarsService) {}

  @Get()
  @Answers(calendarsSchema, 'Календарь страны, района или школы: версии и откуда что взято')
  read(
    @User() user: CurrentUser,
    @Query({ schema: placeQuerySchema }) query: z.output<typeof placeQuerySchema>,
  ): Promise<Calendars> {
    return this.service.read(user, query);
  }

  @Post('preview')
  @HttpCode(200)
  @Answers(calendarPreviewSchema, 'Какие сроки передвинет изменение; ничего ещё не записано')
  preview(
    @User() user: CurrentUser,
    @Body({ schema: previewCalendarSchema }) body: z.output<typeof previewCalendarSchema>,
  ): Promise<CalendarPreview> {
    return this.service.preview(user, body);
  }

  @Post()
  @Answers(calendarsSchema, 'Записать новую версию календаря и передвинуть сроки', 201)
  save(
    @User() user: CurrentUser,
    @Body({ schema: saveCalendarSchema }) body: z.output<typeof saveCalendarSchema>,
    @ActId() act: string,
  ): Promise<Calendars> {
    return this.service.save(user, body, act);
  }
}
