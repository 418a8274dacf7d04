import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  activatedJobsSchema,
  activateJobsSchema,
  completeJobSchema,
  failJobSchema,
  okSchema,
  throwJobErrorSchema,
  throwJobEscalationSchema,
} from '@opora/contracts';
import type { Job } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { JobsService } from './jobs.service.ts';

@Controller('jobs')
export class JobsController {
  constructor(private readonly service: JobsService) {}

  @Post('activate')
  @HttpCode(200)
  @Answers(activatedJobsSchema, 'Взять задания для внешней программы')
  activate(
    @User() user: CurrentUser,
    @Body({ schema: activateJobsSchema }) body: z.output<typeof activateJobsSchema>,
    @ActId() act: string,
  ): Promise<{ jobs: Job[] }> {
    return this.service.activate(user, body, act);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Answers(okSchema, 'Задание выполнено')
  async complete(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: completeJobSchema }) body: z.output<typeof completeJobSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.complete(user, id, body, act);
    return { ok: true };
  }

  @Post(':id/fail')
  @HttpCode(200)
  @Answers(okSchema, 'Попытка не удалась')
  async fail(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: failJobSchema }) body: z.output<typeof failJobSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.fail(user, id, body, act);
    return { ok: true };
  }

  @Post(':id/error')
  @HttpCode(200)
  @Answers(okSchema, 'Ошибка BPMN')
  async error(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: throwJobErrorSchema }) body: z.output<typeof throwJobErrorSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.error(user, id, body, act);
    return { ok: true };
  }

  @Post(':id/escalation')
  @HttpCode(200)
  @Answers(okSchema, 'Эскалация BPMN: задание остаётся в работе, если её не перехватит прерывающее событие')
  async escalation(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: throwJobEscalationSchema }) body: z.output<typeof throwJobEscalationSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    await this.service.escalate(user, id, body, act);
    return { ok: true };
  }
}
