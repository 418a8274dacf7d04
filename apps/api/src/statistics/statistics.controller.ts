import { Controller, Get, Param, Query } from '@nestjs/common';
import { statisticsQuerySchema, statisticsSchema } from '@opora/contracts';
import type { Statistics } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { StatisticsService } from './statistics.service.ts';

@Controller('processes')
export class StatisticsController {
  constructor(private readonly service: StatisticsService) {}

  @Get(':id/statistics')
  @Answers(statisticsSchema, 'Где стоят дела процесса и сколько длятся его шаги')
  read(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: statisticsQuerySchema }) query: z.output<typeof statisticsQuerySchema>,
  ): Promise<Statistics> {
    return this.service.read(user, id, query);
  }
}
