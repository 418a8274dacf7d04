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
  Res,
  type StreamableFile,
  UploadedFile as File,
} from '@nestjs/common';
import {
  beginMeasureSchema,
  cascadeAnswerSchema,
  cascadeSchema,
  changeMeasureSchema,
  confirmPlanSchema,
  correctPlanSchema,
  editRoadmapSchema,
  measureCommentSchema,
  measureStorySchema,
  planImportSchema,
  programmeRoadmapSchema,
  removedMeasurePageSchema,
  removedMeasureQuerySchema,
  roadmapDetailsSchema,
  roadmapMeasureSchema,
  roadmapPageSchema,
  uploadPlanSchema,
} from '@opora/contracts';
import type {
  MeasureStory,
  Page,
  PlanImport,
  RemovedMeasure,
  RoadmapDetails,
  RoadmapInfo,
  RoadmapMeasure,
} from '@opora/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { MOST_EVIDENCE } from '../platform/evidence.ts';
import { ActId, type UploadedFile } from '../platform/idempotency.ts';
import { notFound } from '../platform/problem.ts';
import { receivedFile, sendFile } from '../platform/send-file.ts';
import { TakesFile } from '../platform/upload.ts';
import { WholeList } from '../platform/whole-list.ts';
import { exporters, type ExportKind } from './export/index.ts';
import { MeasureProcessService } from './measure-process.service.ts';
import { PlanImportsService } from './plan-imports.service.ts';
import { ProgrammeRoadmapsService } from './programme-roadmaps.service.ts';
import { RoadmapSheetService } from './roadmap-sheet.service.ts';
import { RoadmapsService } from './roadmaps.service.ts';

@Controller('roadmaps')
export class RoadmapsController {
  constructor(
    private readonly service: RoadmapsService,
    private readonly plans: PlanImportsService,
    private readonly programmes: ProgrammeRoadmapsService,
    private readonly sheets: RoadmapSheetService,
    private readonly processes: MeasureProcessService,
  ) {}

  @Get()
  @WholeList()
  @Answers(roadmapPageSchema, 'Дорожные карты района и школ')
  find(@User() user: CurrentUser): Promise<Page<RoadmapInfo>> {
    return this.service.find(user);
  }

  @Post('from-programme')
  @Answers(roadmapDetailsSchema, 'Сделать дорожную карту из мероприятий программы', 201)
  fromProgramme(
    @User() user: CurrentUser,
    @Body({ schema: programmeRoadmapSchema }) body: z.output<typeof programmeRoadmapSchema>,
    @ActId() act: string,
  ): Promise<RoadmapDetails> {
    return this.programmes.make(user, body.programmeId, act);
  }

  @Post('imports')
  @TakesFile(30_000_000, ['districtId'], ['period'])
  @Answers(planImportSchema, 'Прочитать план из docx, xlsx, csv или текста; ничего ещё не записано', 201)
  upload(
    @User() user: CurrentUser,
    @Body({ schema: uploadPlanSchema }) body: z.output<typeof uploadPlanSchema>,
    @File() file: UploadedFile | undefined,
    @ActId() act: string,
  ): Promise<PlanImport> {
    return this.plans.create(user, body, receivedFile(file), act);
  }

  @Get('imports/:id')
  @Answers(planImportSchema, 'План, каким он прочитан')
  preview(@User() user: CurrentUser, @Param('id') id: string): Promise<PlanImport> {
    return this.plans.read(user, id);
  }

  @Patch('imports/:id')
  @Answers(planImportSchema, 'Поправить строки до подтверждения')
  correct(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: correctPlanSchema }) body: z.output<typeof correctPlanSchema>,
  ): Promise<PlanImport> {
    return this.plans.correct(user, id, body);
  }

  @Post('imports/:id/confirm')
  @HttpCode(200)
  @Answers(roadmapDetailsSchema, 'Сделать из плана дорожную карту')
  confirm(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: confirmPlanSchema }) body: z.output<typeof confirmPlanSchema>,
    @ActId() act: string,
  ): Promise<RoadmapDetails> {
    return this.plans.confirm(user, id, body, act);
  }

  @Post('imports/:id/undo')
  @HttpCode(200)
  @Answers(planImportSchema, 'Отменить загрузку вместе с дорожной картой')
  undo(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<PlanImport> {
    return this.plans.undo(user, id, act);
  }

  @Delete('imports/:id')
  @Answers(planImportSchema, 'Отбросить неподтверждённый план')
  drop(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<PlanImport> {
    return this.plans.drop(user, id, act);
  }

  @Get('measures/:id')
  @Answers(measureStorySchema, 'Мероприятие: документы, замечания, история')
  story(@User() user: CurrentUser, @Param('id') id: string): Promise<MeasureStory> {
    return this.service.story(user, id);
  }

  @Patch('measures/:id')
  @Answers(roadmapMeasureSchema, 'Изменить мероприятие')
  change(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: changeMeasureSchema }) body: z.output<typeof changeMeasureSchema>,
    @ActId() act: string,
  ): Promise<RoadmapMeasure> {
    return this.service.change(user, id, body, act);
  }

  @Post('measures/:id/comments')
  @Answers(measureStorySchema, 'Написать замечание', 201)
  comment(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: measureCommentSchema }) body: z.output<typeof measureCommentSchema>,
    @ActId() act: string,
  ): Promise<MeasureStory> {
    return this.service.comment(user, id, body.text, act);
  }

  @Post('measures/:id/process')
  @Answers(measureStorySchema, 'Выполнить мероприятие отдельным процессом', 201)
  begin(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: beginMeasureSchema }) body: z.output<typeof beginMeasureSchema>,
    @ActId() act: string,
  ): Promise<MeasureStory> {
    return this.processes.begin(user, id, body, act);
  }

  @Post('measures/:id/evidence')
  @TakesFile(MOST_EVIDENCE)
  @Answers(measureStorySchema, 'Приложить документ', 201)
  attach(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @File() file: UploadedFile | undefined,
    @ActId() act: string,
  ): Promise<MeasureStory> {
    return this.service.attach(user, id, receivedFile(file), act);
  }

  @Get('evidence/:id')
  @Answers(z.unknown(), 'Скачать документ')
  async evidence(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, kind, content } = await this.service.evidence(user, id);
    return sendFile(response, { name, type: kind, content });
  }

  @Get(':id')
  @Answers(roadmapDetailsSchema, 'Дорожная карта с мероприятиями')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<RoadmapDetails> {
    return this.service.read(user, id);
  }

  @Get(':id/removed')
  @Answers(removedMeasurePageSchema, 'Удалённые строки карты, которые можно вернуть')
  removed(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Query({ schema: removedMeasureQuerySchema }) query: z.output<typeof removedMeasureQuerySchema>,
  ): Promise<Page<RemovedMeasure>> {
    return this.sheets.removed(user, id, query);
  }

  @Patch(':id/measures')
  @Answers(roadmapDetailsSchema, 'Править карту как таблицу: ячейки, новые и удалённые строки')
  edit(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: editRoadmapSchema }) body: z.output<typeof editRoadmapSchema>,
    @ActId() act: string,
  ): Promise<RoadmapDetails> {
    return this.sheets.edit(user, id, body, act);
  }

  @Post(':id/cascade')
  @HttpCode(200)
  @Answers(cascadeAnswerSchema, 'Раздать карту школам')
  cascade(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: cascadeSchema }) body: z.output<typeof cascadeSchema>,
    @ActId() act: string,
  ): Promise<z.infer<typeof cascadeAnswerSchema>> {
    return this.service.cascade(user, id, body, act);
  }

  @Get(':id/export/:kind')
  @Answers(z.unknown(), 'Выгрузить: docx, xlsx или ics')
  async export(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (!Object.hasOwn(exporters, kind)) throw notFound('Вида выгрузки', kind);
    return sendFile(response, await this.service.export(user, id, kind as ExportKind));
  }
}
