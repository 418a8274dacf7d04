import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  batchItemPageSchema,
  batchPageSchema,
  batchQuerySchema,
  batchReportQuerySchema,
  batchSchema,
  createBatchSchema,
  createdBatchSchema,
} from '@opora/contracts';
import type { Batch, BatchItem, CreatedBatch, Page } from '@opora/contracts';
import type { Response } from 'express';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { BatchesService } from './batches.service.ts';

@Controller('batches')
export class BatchesController {
  constructor(private readonly service: BatchesService) {}

  @Get()
  @Answers(batchPageSchema, 'Массовые действия')
  find(
    @User() user: CurrentUser,
    @Query({ schema: batchQuerySchema }) query: z.output<typeof batchQuerySchema>,
  ): Promise<Page<Batch>> {
    return this.service.find(user, query);
  }

  @Post()
  @Answers(createdBatchSchema, 'Одно действие над многими делами; с dryRun — что было бы', 201)
  async create(
    @User() user: CurrentUser,
    @Body({ schema: createBatchSchema }) body: z.output<typeof createBatchSchema>,
    @ActId() act: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedBatch> {
    response.status(body.dryRun ? 200 : 201);
    return body.dryRun ? this.service.preview(user, body) : this.service.create(user, body, act);
  }

  @Get(':id')
  @Answers(batchSchema, 'Массовое действие: сколько сделано')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<Batch> {
    return this.service.read(user, id);
  }

  @Get(':id/report')
  @Answers(batchItemPageSchema, 'Что стало с каждым делом')
  report(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: batchReportQuerySchema }) query: z.output<typeof batchReportQuerySchema>,
  ): Promise<Page<BatchItem>> {
    return this.service.report(user, id, query);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Answers(batchSchema, 'Приостановить массовое действие')
  pause(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Batch> {
    return this.service.steer(user, id, 'pause', act);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Answers(batchSchema, 'Продолжить массовое действие')
  resume(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Batch> {
    return this.service.steer(user, id, 'resume', act);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Answers(batchSchema, 'Прекратить массовое действие: до оставшихся дел очередь не дойдёт')
  cancel(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Batch> {
    return this.service.steer(user, id, 'cancel', act);
  }
}
