import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UploadedFile as File,
} from '@nestjs/common';
import {
  changeImportSchema,
  confirmImportSchema,
  createImportSchema,
  importKindPageSchema,
  importPageSchema,
  importQuerySchema,
  importRowPageSchema,
  importRowQuerySchema,
  importSchema,
  undoAnswerSchema,
} from '@opora/contracts';
import type { Import, ImportKindInfo, ImportRow, Page, UndoAnswer } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId, type UploadedFile } from '../platform/idempotency.ts';
import { receivedFile } from '../platform/send-file.ts';
import { TakesFile } from '../platform/upload.ts';
import { ImportsService } from './imports.service.ts';

/** Bytes of one table; more than 100,000 rows of results fit. */
const MOST_BYTES = 50_000_000;

@Controller('imports')
export class ImportsController {
  constructor(private readonly service: ImportsService) {}

  @Get()
  @Answers(importPageSchema, 'Загрузки таблиц')
  find(
    @User() user: CurrentUser,
    @Query({ schema: importQuerySchema }) query: z.output<typeof importQuerySchema>,
  ): Promise<Page<Import>> {
    return this.service.find(user, query);
  }

  @Get('kinds')
  @Answers(importKindPageSchema, 'Какие таблицы можно загрузить')
  kinds(@User() _user: CurrentUser): Page<ImportKindInfo> {
    return this.service.kinds();
  }

  @Post()
  @TakesFile(MOST_BYTES, ['kind', 'districtId'])
  @Answers(importSchema, 'Посмотреть таблицу xlsx или csv; ничего ещё не записано', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createImportSchema }) body: z.output<typeof createImportSchema>,
    @File() file: UploadedFile | undefined,
    @ActId() act: string,
  ): Promise<Import> {
    return this.service.create(user, body, receivedFile(file), act);
  }

  @Get(':id')
  @Answers(importSchema, 'Загрузка')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<Import> {
    return this.service.read(user, id);
  }

  @Get(':id/rows')
  @Answers(importRowPageSchema, 'Строки: что стоит в файле, что понято, что не так')
  rows(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: importRowQuerySchema }) query: z.output<typeof importRowQuerySchema>,
  ): Promise<Page<ImportRow>> {
    return this.service.rows(user, id, query);
  }

  @Patch(':id')
  @Answers(importSchema, 'Назвать столбцы файла')
  change(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: changeImportSchema }) body: z.output<typeof changeImportSchema>,
  ): Promise<Import> {
    return this.service.change(user, id, body);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Answers(importSchema, 'Записать всё, что в порядке')
  confirm(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: confirmImportSchema }) body: z.output<typeof confirmImportSchema>,
    @ActId() act: string,
  ): Promise<Import> {
    return this.service.confirm(user, id, body, act);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Answers(undoAnswerSchema, 'Отменить загрузку: вернуть, что было')
  undo(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<UndoAnswer> {
    return this.service.undo(user, id, act);
  }

  @Delete(':id')
  @Answers(importSchema, 'Отбросить неподтверждённую загрузку')
  drop(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Import> {
    return this.service.drop(user, id, act);
  }
}
