import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import {
  processDetailsSchema,
  processPageSchema,
  processQuerySchema,
  processVersionsSchema,
  startCaseSchema,
  startedCaseSchema,
} from '@opora/contracts';
import type { Page, Process, ProcessDetails, StartedCase } from '@opora/contracts';
import { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { ActId } from '../platform/idempotency.ts';
import { ProcessesService } from './processes.service.ts';

const versionSchema = z.coerce.number().int().min(1);

@Controller('processes')
export class ProcessesController {
  constructor(private readonly service: ProcessesService) {}

  @Get()
  @Answers(processPageSchema, 'Развёрнутые процессы')
  find(
    @User() user: CurrentUser,
    @Query({ schema: processQuerySchema }) query: z.output<typeof processQuerySchema>,
  ): Promise<Page<Process>> {
    return this.service.find(user, query);
  }

  @Get(':id')
  @Answers(processDetailsSchema, 'Процесс с его версиями')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<ProcessDetails> {
    return this.service.read(user, id);
  }

  @Get(':id/versions')
  @WholeList()
  @Answers(processVersionsSchema, 'Версии процесса')
  versions(
    @User() user: CurrentUser,
    @Param('id') id: string,
  ): Promise<Page<ProcessDetails['versions'][number]>> {
    return this.service.versions(user, id);
  }

  @Get(':id/xml')
  @Header('Content-Type', 'application/xml; charset=utf-8')
  @Answers(z.string(), 'Схема последней версии (BPMN XML)')
  latest(@User() _user: CurrentUser, @Param('id') id: string): Promise<string> {
    return this.service.xml(id, undefined);
  }

  @Get(':id/versions/:version/xml')
  @Header('Content-Type', 'application/xml; charset=utf-8')
  @Answers(z.string(), 'Схема версии (BPMN XML)')
  xml(
    @User() _user: CurrentUser,
    @Param('id') id: string,
    @Param('version', { schema: versionSchema }) version: number,
  ): Promise<string> {
    return this.service.xml(id, version);
  }

  @Post(':id/start')
  @Answers(startedCaseSchema, 'Начать дело; ответ — когда оно дошло до первого ожидания', 201)
  start(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: startCaseSchema }) body: z.output<typeof startCaseSchema>,
    @ActId() act: string,
  ): Promise<StartedCase> {
    return this.service.start(user, id, body, act);
  }
}
