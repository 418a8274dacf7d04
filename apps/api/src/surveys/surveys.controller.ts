import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  createdSurveySchema,
  createSurveySchema,
  okSchema,
  surveyAnswersSchema,
  surveyFormSchema,
  surveyPageSchema,
  surveyQuerySchema,
  surveySchema,
} from '@opora/contracts';
import type { CreatedSurvey, Page, Survey, SurveyForm } from '@opora/contracts';
import type { Request } from 'express';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { Public, User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { PublicThrottle } from '../platform/public-throttle.ts';
import { SurveysService } from './surveys.service.ts';

/** A class that answers from one room shares an address: 300 answers in ten minutes are theirs, more is a machine. */
const answersInTenMinutes = 300;

@Controller()
export class SurveysController {
  constructor(
    private readonly service: SurveysService,
    private readonly throttle: PublicThrottle,
  ) {}

  @Get('surveys')
  @Answers(surveyPageSchema, 'Анкеты школы; итоги — после закрытия, не меньше пяти ответов')
  find(
    @User() user: CurrentUser,
    @Query({ schema: surveyQuerySchema }) query: z.output<typeof surveyQuerySchema>,
  ): Promise<Page<Survey>> {
    return this.service.find(user, query.school);
  }

  @Post('surveys')
  @Answers(createdSurveySchema, 'Открыть анкету; одноразовые коды показываются один раз', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createSurveySchema }) body: z.output<typeof createSurveySchema>,
    @ActId() act: string,
  ): Promise<CreatedSurvey> {
    return this.service.create(user, body, act);
  }

  @Post('surveys/:id/close')
  @HttpCode(200)
  @Answers(surveySchema, 'Закрыть анкету: суммы попадут в рисковый профиль')
  close(@User() user: CurrentUser, @Param('id') id: string): Promise<Survey> {
    return this.service.close(user, id);
  }

  @Public()
  @Get('survey-forms/:token')
  @Answers(surveyFormSchema, 'Вопросы анкеты по ссылке')
  async form(@Param('token') token: string, @Req() request: Request): Promise<SurveyForm> {
    await this.throttle.take('survey-form', request.ip ?? '', answersInTenMinutes * 2, 600);
    return this.service.form(token);
  }

  @Public()
  @Post('survey-forms/:token/answers')
  @HttpCode(200)
  @Answers(okSchema, 'Ответить по одноразовому коду: хранятся только суммы')
  async answer(
    @Param('token') token: string,
    @Body({ schema: surveyAnswersSchema }) body: z.output<typeof surveyAnswersSchema>,
    @Req() request: Request,
  ): Promise<{ ok: true }> {
    await this.throttle.take('survey-answer', request.ip ?? '', answersInTenMinutes, 600);
    return this.service.answer(token, body);
  }
}
