import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
  UploadedFile as File,
} from '@nestjs/common';
import {
  cancelDocumentSchema,
  changeDocumentSchema,
  createDocumentSchema,
  documentDetailsSchema,
  documentKindPageSchema,
  documentKindQuerySchema,
  documentPageSchema,
  documentQuerySchema,
  documentTemplateSchema,
  signDocumentSchema,
  uploadTemplateSchema,
  verifiedDocumentSchema,
} from '@opora/contracts';
import type {
  DocumentDetails,
  DocumentInfo,
  DocumentKindInfo,
  DocumentTemplate,
  Page,
  VerifiedDocument,
} from '@opora/contracts';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { Public, User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId, type UploadedFile } from '../platform/idempotency.ts';
import { PublicThrottle } from '../platform/public-throttle.ts';
import { receivedFile, sendFile } from '../platform/send-file.ts';
import { TakesFile } from '../platform/upload.ts';
import { DocumentsService, MOST_SCAN } from './documents.service.ts';
import { registerSheet } from './register-sheet.ts';
import { MOST_TEMPLATE, TemplatesService } from './templates.service.ts';

@Controller()
export class DocumentsController {
  constructor(
    private readonly service: DocumentsService,
    private readonly templates: TemplatesService,
    private readonly throttle: PublicThrottle,
  ) {}

  @Get('documents')
  @Answers(documentPageSchema, 'Реестр документов')
  find(
    @User() user: CurrentUser,
    @Query({ schema: documentQuerySchema }) query: z.output<typeof documentQuerySchema>,
  ): Promise<Page<DocumentInfo>> {
    return this.service.find(user, query);
  }

  @Post('documents')
  @Answers(documentDetailsSchema, 'Подготовить документ из того, что известно', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createDocumentSchema }) body: z.output<typeof createDocumentSchema>,
    @ActId() act: string,
  ): Promise<DocumentDetails> {
    return this.service.create(user, body, act);
  }

  @Get('documents/export')
  @Answers(z.unknown(), 'Реестр документов таблицей xlsx')
  async export(
    @User() user: CurrentUser,
    @Query({ schema: documentQuerySchema }) query: z.output<typeof documentQuerySchema>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const page = (cursor?: string): Promise<Page<DocumentInfo>> =>
      this.service.find(user, { ...query, limit: 200, cursor });
    return sendFile(response, await registerSheet(page));
  }

  @Get('documents/kinds')
  @Answers(documentKindPageSchema, 'Виды документов, их поля и шаблоны района')
  kinds(
    @User() user: CurrentUser,
    @Query({ schema: documentKindQuerySchema }) query: z.output<typeof documentKindQuerySchema>,
  ): Promise<Page<DocumentKindInfo>> {
    return this.templates.kinds(user, query.district);
  }

  @Get('documents/kinds/:kind/template')
  @Answers(z.unknown(), 'Готовый шаблон вида (docx)')
  async readyMade(
    @User() user: CurrentUser,
    @Param('kind') kind: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(response, await this.templates.readyMade(user, kind));
  }

  @Post('documents/templates')
  @TakesFile(MOST_TEMPLATE, ['districtId', 'kind'])
  @Answers(documentTemplateSchema, 'Загрузить шаблон: новая версия, если в нём нет ошибок', 201)
  uploadTemplate(
    @User() user: CurrentUser,
    @Body({ schema: uploadTemplateSchema }) body: z.output<typeof uploadTemplateSchema>,
    @File() file: UploadedFile | undefined,
    @ActId() act: string,
  ): Promise<DocumentTemplate> {
    return this.templates.upload(user, body, receivedFile(file), act);
  }

  @Get('documents/templates/:id')
  @Answers(z.unknown(), 'Файл шаблона (docx)')
  async template(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(response, await this.templates.file(user, id));
  }

  @Get('documents/:id')
  @Answers(documentDetailsSchema, 'Документ с историей')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<DocumentDetails> {
    return this.service.read(user, id);
  }

  @Patch('documents/:id')
  @Answers(documentDetailsSchema, 'Изменить черновик или отправить на подпись')
  change(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: changeDocumentSchema }) body: z.output<typeof changeDocumentSchema>,
  ): Promise<DocumentDetails> {
    return this.service.change(user, id, body);
  }

  @Post('documents/:id/sign')
  @HttpCode(200)
  @Answers(documentDetailsSchema, 'Занести в реестр как подписанный; дело, которое его ждёт, идёт дальше')
  sign(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: signDocumentSchema }) body: z.output<typeof signDocumentSchema>,
  ): Promise<DocumentDetails> {
    return this.service.sign(user, id, body);
  }

  @Post('documents/:id/cancel')
  @HttpCode(200)
  @Answers(documentDetailsSchema, 'Отменить документ с причиной')
  cancel(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: cancelDocumentSchema }) body: z.output<typeof cancelDocumentSchema>,
  ): Promise<DocumentDetails> {
    return this.service.cancel(user, id, body.reason);
  }

  @Post('documents/:id/scan')
  @TakesFile(MOST_SCAN)
  @Answers(documentDetailsSchema, 'Приложить скан подписанного документа', 201)
  scan(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @File() file: UploadedFile | undefined,
  ): Promise<DocumentDetails> {
    return this.service.scan(user, id, receivedFile(file));
  }

  @Get('documents/:id/file')
  @Answers(z.unknown(), 'Файл документа (docx)')
  async file(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(response, await this.service.file(user, id));
  }

  @Get('documents/:id/scan')
  @Answers(z.unknown(), 'Скан документа')
  async scanFile(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return sendFile(response, await this.service.scanFile(user, id));
  }

  @Public()
  @Get('verify/:code')
  @Answers(verifiedDocumentSchema, 'Проверить документ по коду: номер, дата, состояние, название')
  async verify(@Param('code') code: string, @Req() request: Request): Promise<VerifiedDocument> {
    await this.throttle.take('verify', request.ip ?? '', 60, 60);
    return this.service.verify(code);
  }
}
