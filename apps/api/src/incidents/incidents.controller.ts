import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { incidentPageSchema, incidentQuerySchema, incidentSchema } from '@opora/contracts';
import type { Incident, Page } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { IncidentsService } from './incidents.service.ts';

@Controller('incidents')
export class IncidentsController {
  constructor(private readonly service: IncidentsService) {}

  @Get()
  @Answers(incidentPageSchema, 'Затруднения: где дело встало и почему')
  find(
    @User() user: CurrentUser,
    @Query({ schema: incidentQuerySchema }) query: z.output<typeof incidentQuerySchema>,
  ): Promise<Page<Incident>> {
    return this.service.find(user, query);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Answers(incidentSchema, 'Попробовать ещё раз')
  retry(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Incident> {
    return this.service.retry(user, id, act);
  }
}
