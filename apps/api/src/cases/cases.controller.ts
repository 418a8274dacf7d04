import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Patch, Post, Query } from '@nestjs/common';
import {
  activateAdhocSchema,
  caseActSchema,
  caseNodeSchema,
  casePageSchema,
  caseQuerySchema,
  caseReasonSchema,
  caseSchema,
  completeAdhocSchema,
  journalPageSchema,
  journalQuerySchema,
  migrateCaseSchema,
  migratedCaseSchema,
  modifyCaseSchema,
  patchVariablesSchema,
} from '@opora/contracts';
import type { Case, CaseAct, CaseNode, CaseRow, JournalLine, MigratedCase, Page } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { CasesService } from './cases.service.ts';

@Controller('cases')
export class CasesController {
  constructor(private readonly service: CasesService) {}

  @Get()
  @Answers(casePageSchema, 'Дела, которые видит пользователь')
  find(
    @User() user: CurrentUser,
    @Query({ schema: caseQuerySchema }) query: z.output<typeof caseQuerySchema>,
  ): Promise<Page<CaseRow>> {
    return this.service.find(user, query);
  }

  @Get(':id')
  @Answers(caseSchema, 'Дело: где стоит, с какими данными')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<Case> {
    return this.service.read(user, id);
  }

  @Get(':id/tree')
  @Answers(caseNodeSchema, 'Всё дело с вложенными')
  tree(@User() user: CurrentUser, @Param('id') id: string): Promise<CaseNode> {
    return this.service.tree(user, id);
  }

  @Get(':id/journal')
  @Answers(journalPageSchema, 'Пронумерованный журнал дела')
  journal(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: journalQuerySchema }) query: z.output<typeof journalQuerySchema>,
  ): Promise<Page<JournalLine>> {
    return this.service.journal(user, id, query);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Answers(caseActSchema, 'Прекратить дело')
  cancel(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: caseReasonSchema }) body: z.output<typeof caseReasonSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.steer(user, id, 'cancel', body.reason, act);
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Answers(caseActSchema, 'Приостановить дело')
  suspend(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: caseReasonSchema }) body: z.output<typeof caseReasonSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.steer(user, id, 'suspend', body.reason, act);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Answers(caseActSchema, 'Возобновить дело')
  resume(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: caseReasonSchema }) body: z.output<typeof caseReasonSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.steer(user, id, 'resume', body.reason, act);
  }

  @Patch(':id/variables')
  @Answers(caseActSchema, 'Изменить данные дела')
  variables(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: patchVariablesSchema }) body: z.output<typeof patchVariablesSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.patchVariables(user, id, body, act);
  }

  @Post(':id/modify')
  @HttpCode(200)
  @Answers(caseActSchema, 'Передвинуть дело')
  modify(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: modifyCaseSchema }) body: z.output<typeof modifyCaseSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.modify(user, id, body, act);
  }

  @Post(':id/migrate')
  @HttpCode(200)
  @Answers(migratedCaseSchema, 'Перевести дело на другую версию')
  migrate(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: migrateCaseSchema }) body: z.output<typeof migrateCaseSchema>,
    @ActId() act: string,
  ): Promise<MigratedCase> {
    return this.service.migrate(user, id, body, act);
  }

  @Post(':id/adhoc/:elementInstanceId/activate')
  @HttpCode(200)
  @Answers(caseActSchema, 'Начать шаги свободного подпроцесса')
  activateAdhoc(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Param('elementInstanceId', ParseIntPipe) element: number,
    @Body({ schema: activateAdhocSchema }) body: z.output<typeof activateAdhocSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.activateAdhoc(user, id, element, body, act);
  }

  @Post(':id/adhoc/:elementInstanceId/complete')
  @HttpCode(200)
  @Answers(caseActSchema, 'Завершить свободный подпроцесс')
  completeAdhoc(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Param('elementInstanceId', ParseIntPipe) element: number,
    @Body({ schema: completeAdhocSchema }) body: z.output<typeof completeAdhocSchema>,
    @ActId() act: string,
  ): Promise<CaseAct> {
    return this.service.completeAdhoc(user, id, element, body, act);
  }
}
