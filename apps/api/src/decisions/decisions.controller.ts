import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { decisionPageSchema, decisionResultSchema, evaluateDecisionSchema } from '@opora/contracts';
import type { Decision, DecisionResult, Page } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { DecisionsService } from './decisions.service.ts';

@Controller('decisions')
export class DecisionsController {
  constructor(private readonly service: DecisionsService) {}

  @Get()
  @WholeList()
  @Answers(decisionPageSchema, 'Развёрнутые решения')
  find(@User() _user: CurrentUser): Promise<Page<Decision>> {
    return this.service.find();
  }

  @Post(':id/evaluate')
  @HttpCode(200)
  @Answers(decisionResultSchema, 'Вычислить решение и сказать, почему оно такое')
  evaluate(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: evaluateDecisionSchema }) body: z.output<typeof evaluateDecisionSchema>,
  ): Promise<DecisionResult> {
    return this.service.evaluate(user, id, body);
  }
}
