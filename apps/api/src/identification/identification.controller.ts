import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  applyRunSchema,
  compareQuerySchema,
  createRunSchema,
  methodPageSchema,
  previewRunSchema,
  resultYearPageSchema,
  resultYearQuerySchema,
  runComparisonSchema,
  runPageSchema,
  runPreviewSchema,
  runQuerySchema,
  runSchema,
  verdictPageSchema,
  verdictQuerySchema,
  workPageSchema,
  workQuerySchema,
} from '@opora/contracts';
import type {
  Method,
  Page,
  ResultYear,
  Run,
  RunComparison,
  RunPreview,
  SchoolVerdict,
  WorkRow,
} from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { IdentificationService } from './identification.service.ts';

@Controller('identification')
export class IdentificationController {
  constructor(private readonly service: IdentificationService) {}

  @Get('methods')
  @Answers(methodPageSchema, 'Методики отбора школ')
  methods(@User() _user: CurrentUser): Promise<Page<Method>> {
    return this.service.methods();
  }

  @Get('years')
  @Answers(resultYearPageSchema, 'За какие годы у района есть результаты')
  years(
    @User() user: CurrentUser,
    @Query({ schema: resultYearQuerySchema }) query: z.output<typeof resultYearQuerySchema>,
  ): Promise<Page<ResultYear>> {
    return this.service.years(user, query.district);
  }

  @Get('results')
  @Answers(workPageSchema, 'Результаты школ района за год: работа школы в строке')
  results(
    @User() user: CurrentUser,
    @Query({ schema: workQuerySchema }) query: z.output<typeof workQuerySchema>,
  ): Promise<Page<WorkRow>> {
    return this.service.results(user, query);
  }

  @Get('runs')
  @Answers(runPageSchema, 'Отборы школ')
  runs(
    @User() user: CurrentUser,
    @Query({ schema: runQuerySchema }) query: z.output<typeof runQuerySchema>,
  ): Promise<Page<Run>> {
    return this.service.runs(user, query);
  }

  @Post('runs')
  @Answers(runSchema, 'Отобрать школы района по методике и сохранить', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createRunSchema }) body: z.output<typeof createRunSchema>,
    @ActId() act: string,
  ): Promise<Run> {
    return this.service.create(user, body, act);
  }

  @Post('preview')
  @HttpCode(200)
  @Answers(runPreviewSchema, 'Что даст методика с такими порогами; ничего не сохраняется')
  preview(
    @User() user: CurrentUser,
    @Body({ schema: previewRunSchema }) body: z.output<typeof previewRunSchema>,
  ): Promise<RunPreview> {
    return this.service.preview(user, body);
  }

  @Get('runs/:id')
  @Answers(runSchema, 'Отбор')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<Run> {
    return this.service.run(user, id);
  }

  @Get('runs/:id/verdicts')
  @Answers(verdictPageSchema, 'Школы отбора: кластер и почему')
  verdicts(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: verdictQuerySchema }) query: z.output<typeof verdictQuerySchema>,
  ): Promise<Page<SchoolVerdict>> {
    return this.service.verdicts(user, id, query);
  }

  @Get('runs/:id/compare')
  @Answers(runComparisonSchema, 'Кто вошёл в список и кто вышел из него между двумя отборами')
  compare(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: compareQuerySchema }) query: z.output<typeof compareQuerySchema>,
  ): Promise<RunComparison> {
    return this.service.compare(user, id, query.with);
  }

  @Post('runs/:id/apply')
  @HttpCode(200)
  @Answers(runSchema, 'Назначить школам кластеры этого отбора')
  apply(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: applyRunSchema }) body: z.output<typeof applyRunSchema>,
    @ActId() act: string,
  ): Promise<Run> {
    return this.service.apply(user, id, body, act);
  }
}
