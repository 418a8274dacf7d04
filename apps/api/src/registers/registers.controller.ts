import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import {
  archiveRecordSchema,
  changeRecordSchema,
  createRecordSchema,
  pageQuerySchema,
  recordChangePageSchema,
  registerIdSchema,
  registerPageSchema,
  registerQuerySchema,
  registerRecordPageSchema,
  registerRecordSchema,
} from '@opora/contracts';
import type { Page, RecordChange, Register, RegisterRecord } from '@opora/contracts';
import type { RegisterId } from '@opora/domain';
import type { Response } from 'express';
import { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { sendFile } from '../platform/send-file.ts';
import { ActId } from '../platform/idempotency.ts';
import { notFound } from '../platform/problem.ts';
import { WholeList } from '../platform/whole-list.ts';
import { RegistersService } from './registers.service.ts';

@Controller('registers')
export class RegistersController {
  constructor(private readonly service: RegistersService) {}

  @Get()
  @WholeList()
  @Answers(registerPageSchema, 'Реестры: какие поля и что можно')
  all(@User() user: CurrentUser): Page<Register> {
    return this.service.all(user);
  }

  @Get(':register')
  @Answers(registerRecordPageSchema, 'Записи реестра')
  find(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Query({ schema: registerQuerySchema }) query: z.output<typeof registerQuerySchema>,
  ): Promise<Page<RegisterRecord>> {
    return this.service.find(user, known(register), query);
  }

  @Post(':register')
  @Answers(registerRecordSchema, 'Завести запись', 201)
  create(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Body({ schema: createRecordSchema }) body: z.output<typeof createRecordSchema>,
    @ActId() act: string,
  ): Promise<RegisterRecord> {
    return this.service.create(user, known(register), body, act);
  }

  @Get(':register/export')
  @Answers(z.unknown(), 'Выгрузить реестр в xlsx')
  async export(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Query({ schema: registerQuerySchema }) query: z.output<typeof registerQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(response, await this.service.export(user, known(register), query));
  }

  @Get(':register/:id')
  @Answers(registerRecordSchema, 'Запись реестра')
  read(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Param('id') id: string,
  ): Promise<RegisterRecord> {
    return this.service.read(user, known(register), id);
  }

  @Patch(':register/:id')
  @Answers(registerRecordSchema, 'Изменить запись')
  change(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Param('id') id: string,
    @Body({ schema: changeRecordSchema }) body: z.output<typeof changeRecordSchema>,
    @ActId() act: string,
  ): Promise<RegisterRecord> {
    return this.service.change(user, known(register), id, body, act);
  }

  @Post(':register/:id/archive')
  @HttpCode(200)
  @Answers(registerRecordSchema, 'Убрать запись в архив или вернуть')
  archive(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Param('id') id: string,
    @Body({ schema: archiveRecordSchema }) body: z.output<typeof archiveRecordSchema>,
    @ActId() act: string,
  ): Promise<RegisterRecord> {
    return this.service.archive(user, known(register), id, body, act);
  }

  @Get(':register/:id/history')
  @Answers(recordChangePageSchema, 'Кто, когда и почему менял запись')
  history(
    @User() user: CurrentUser,
    @Param('register') register: string,
    @Param('id') id: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<RecordChange>> {
    return this.service.history(user, known(register), id, query);
  }
}

function known(register: string): RegisterId {
  const parsed = registerIdSchema.safeParse(register);
  if (!parsed.success) throw notFound('Реестра', register);
  return parsed.data;
}
