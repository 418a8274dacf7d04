import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  createMatchingRunSchema,
  decideMatchingSchema,
  matchingFactsSchema,
  matchingProposalSchema,
  previewMatchingSchema,
  matchingRunDetailsSchema,
  matchingRunPageSchema,
  matchingRunQuerySchema,
  okSchema,
  partnerCapacitySchema,
  partnerChoicesSchema,
  partnersOfSchoolSchema,
  proposeRunSchema,
} from '@opora/contracts';
import type {
  MatchingProposal,
  MatchingRun,
  MatchingRunDetails,
  Page,
  PartnerChoice,
} from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { MatchingService } from './matching.service.ts';

@Controller('matching')
export class MatchingController {
  constructor(private readonly service: MatchingService) {}

  @Post('preview')
  @HttpCode(200)
  @Answers(matchingProposalSchema, 'Подобрать партнёров всем школам сразу; ничего не сохраняется')
  preview(
    @User() user: CurrentUser,
    @Body({ schema: previewMatchingSchema }) body: z.output<typeof previewMatchingSchema>,
  ): Promise<MatchingProposal> {
    return this.service.preview(user, body);
  }

  @Post('partners')
  @HttpCode(200)
  @Answers(partnerChoicesSchema, 'Все партнёры для одной школы, лучшие сначала')
  partners(
    @User() user: CurrentUser,
    @Body({ schema: partnersOfSchoolSchema }) body: z.output<typeof partnersOfSchoolSchema>,
  ): Promise<{ items: PartnerChoice[] }> {
    return this.service.partnersOf(user, body);
  }

  @Get('runs')
  @Answers(matchingRunPageSchema, 'Сохранённые подборы')
  runs(
    @User() user: CurrentUser,
    @Query({ schema: matchingRunQuerySchema }) query: z.output<typeof matchingRunQuerySchema>,
  ): Promise<Page<MatchingRun>> {
    return this.service.runs(user, query);
  }

  @Post('runs')
  @Answers(matchingRunDetailsSchema, 'Подобрать и сохранить', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createMatchingRunSchema }) body: z.output<typeof createMatchingRunSchema>,
    @ActId() act: string,
  ): Promise<MatchingRunDetails> {
    return this.service.create(user, body, act);
  }

  @Get('runs/:id')
  @Answers(matchingRunDetailsSchema, 'Подбор, каким он был')
  run(@User() user: CurrentUser, @Param('id') id: string): Promise<MatchingRunDetails> {
    return this.service.run(user, id);
  }

  @Post('runs/:id/propose')
  @HttpCode(200)
  @Answers(matchingRunDetailsSchema, 'Сделать пары предложениями этапа «Назначение школы-партнёра»')
  propose(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: proposeRunSchema }) body: z.output<typeof proposeRunSchema>,
    @ActId() act: string,
  ): Promise<MatchingRunDetails> {
    return this.service.propose(user, id, body.reason, act);
  }

  @Put('decisions')
  @Answers(okSchema, 'Закрепить или исключить пару; null снимает решение')
  decide(
    @User() user: CurrentUser,
    @Body({ schema: decideMatchingSchema }) body: z.output<typeof decideMatchingSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    return this.service.decide(user, body, act);
  }

  @Put('facts')
  @Answers(okSchema, 'Длина дороги и конфликт интересов пары')
  facts(
    @User() user: CurrentUser,
    @Body({ schema: matchingFactsSchema }) body: z.output<typeof matchingFactsSchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    return this.service.learn(user, body, act);
  }

  @Put('capacity')
  @Answers(okSchema, 'Сколько школ района может вести партнёр')
  capacity(
    @User() user: CurrentUser,
    @Body({ schema: partnerCapacitySchema }) body: z.output<typeof partnerCapacitySchema>,
    @ActId() act: string,
  ): Promise<{ ok: true }> {
    return this.service.limit(user, body, act);
  }
}
