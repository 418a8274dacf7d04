import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  createAntiRiskSchema,
  decideProfileSchema,
  goldenThreadSchema,
  linkIndicatorSchema,
  linkMeasuresSchema,
  markProgrammeSchema,
  schoolProfilesSchema,
  writeProfileSchema,
  writeSwotSchema,
} from '@opora/contracts';
import type { GoldenThreadView, SchoolProfiles } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { RiskProfilesService } from './risk-profiles.service.ts';

@Controller('risk-profiles')
export class RiskProfilesController {
  constructor(private readonly service: RiskProfilesService) {}

  @Get(':schoolId')
  @Answers(
    schoolProfilesSchema,
    'Рисковые профили школы: значения по источникам, значимость с причиной, сравнение',
  )
  read(@User() user: CurrentUser, @Param('schoolId') schoolId: string): Promise<SchoolProfiles> {
    return this.service.read(user, schoolId);
  }

  @Put(':schoolId/values')
  @Answers(schoolProfilesSchema, 'Записать, что говорит один источник')
  write(
    @User() user: CurrentUser,
    @Param('schoolId') schoolId: string,
    @Body({ schema: writeProfileSchema }) body: z.output<typeof writeProfileSchema>,
  ): Promise<SchoolProfiles> {
    return this.service.write(user, schoolId, body);
  }

  @Put(':schoolId/swot')
  @Answers(schoolProfilesSchema, 'Записать SWOT-анализ')
  swot(
    @User() user: CurrentUser,
    @Param('schoolId') schoolId: string,
    @Body({ schema: writeSwotSchema }) body: z.output<typeof writeSwotSchema>,
  ): Promise<SchoolProfiles> {
    return this.service.swot(user, schoolId, body);
  }

  @Post(':schoolId/decide')
  @HttpCode(200)
  @Answers(schoolProfilesSchema, 'Принять профиль или вернуть на доработку')
  decide(
    @User() user: CurrentUser,
    @Param('schoolId') schoolId: string,
    @Body({ schema: decideProfileSchema }) body: z.output<typeof decideProfileSchema>,
  ): Promise<SchoolProfiles> {
    return this.service.decide(user, schoolId, body);
  }

  @Get(':schoolId/thread')
  @Answers(
    goldenThreadSchema,
    'Золотая нить: фактор, программа, мероприятие, показатель, подтверждение, оценка; и разрывы',
  )
  thread(@User() user: CurrentUser, @Param('schoolId') schoolId: string): Promise<GoldenThreadView> {
    return this.service.thread(user, schoolId);
  }

  @Post(':schoolId/programmes')
  @Answers(goldenThreadSchema, 'Добавить антирисковую программу', 201)
  addProgramme(
    @User() user: CurrentUser,
    @Param('schoolId') schoolId: string,
    @Body({ schema: createAntiRiskSchema }) body: z.output<typeof createAntiRiskSchema>,
    @ActId() act: string,
  ): Promise<GoldenThreadView> {
    return this.service.addProgramme(user, schoolId, body, act);
  }

  @Put('programmes/:id/measures')
  @Answers(goldenThreadSchema, 'Связать программу с мероприятиями дорожной карты')
  link(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: linkMeasuresSchema }) body: z.output<typeof linkMeasuresSchema>,
  ): Promise<GoldenThreadView> {
    return this.service.link(user, id, body.measures);
  }

  @Put('measures/:id/indicator')
  @Answers(goldenThreadSchema, 'Связать мероприятие с показателем мониторинга; null — развязать')
  linkIndicator(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: linkIndicatorSchema }) body: z.output<typeof linkIndicatorSchema>,
  ): Promise<GoldenThreadView> {
    return this.service.linkIndicator(user, id, body.indicatorId);
  }

  @Post('programmes/:id/mark')
  @HttpCode(200)
  @Answers(goldenThreadSchema, 'Поставить программе оценку экспертизы')
  mark(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: markProgrammeSchema }) body: z.output<typeof markProgrammeSchema>,
  ): Promise<GoldenThreadView> {
    return this.service.mark(user, id, body);
  }
}
