import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  changedModelSchema,
  consequencesQuerySchema,
  consequencesSchema,
  changeModelSchema,
  deployModelSchema,
  deploymentSchema,
  idSchema,
  modelFolderDetailsSchema,
  modelFolderIdSchema,
  modelFoldersSchema,
  modelHitsSchema,
  modelSearchQuerySchema,
  modelVersionDetailsSchema,
  modelVersionsSchema,
} from '@opora/contracts';
import type {
  ChangedModel,
  Consequences,
  Deployment,
  ModelFolder,
  ModelFolderDetails,
  ModelHit,
  ModelVersion,
  ModelVersionDetails,
} from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { ConsequencesService } from './consequences.service.ts';
import { ModelsService } from './models.service.ts';

@Controller('models')
export class ModelsController {
  constructor(
    private readonly service: ModelsService,
    private readonly consequences: ConsequencesService,
  ) {}

  @Get()
  @Answers(modelFoldersSchema, 'Папки моделей и их файлы: черновик поверх развёрнутого')
  folders(@User() user: CurrentUser): Promise<{ items: ModelFolder[] }> {
    return this.service.folders(user);
  }

  @Get('search')
  @Answers(modelHitsSchema, 'Поиск по именам и текстам моделей')
  search(
    @User() user: CurrentUser,
    @Query({ schema: modelSearchQuerySchema }) { q }: z.output<typeof modelSearchQuerySchema>,
  ): Promise<{ items: ModelHit[]; total: number }> {
    return this.service.search(user, q);
  }

  @Get(':folder')
  @Answers(modelFolderDetailsSchema, 'Папка моделей с текстами черновика')
  folder(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
  ): Promise<ModelFolderDetails> {
    return this.service.folder(user, id);
  }

  @Put(':folder/files')
  @Answers(changedModelSchema, 'Изменить файлы черновика: все или ни одного; 409 — кто-то успел раньше')
  change(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
    @Body({ schema: changeModelSchema }) body: z.output<typeof changeModelSchema>,
  ): Promise<ChangedModel> {
    return this.service.change(user, id, body);
  }

  @Post(':folder/deploy')
  @HttpCode(201)
  @Answers(deploymentSchema, 'Развернуть черновик папки; 409 — модели тем временем изменились', 201)
  deploy(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
    @Body({ schema: deployModelSchema }) body: z.output<typeof deployModelSchema>,
    @ActId() act: string,
  ): Promise<Deployment> {
    return this.service.deploy(user, id, body, act);
  }

  @Post(':folder/consequences')
  @HttpCode(200)
  @Answers(
    consequencesSchema,
    'Что развёртывание черновика значит для идущих дел: кто где стоит, кто может перейти',
  )
  show(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
    @Body({ schema: consequencesQuerySchema }) body: z.output<typeof consequencesQuerySchema>,
  ): Promise<Consequences> {
    return this.consequences.show(user, id, body);
  }

  @Get(':folder/versions')
  @Answers(modelVersionsSchema, 'Развёртывания папки: кто, когда, с каким примечанием')
  versions(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
  ): Promise<{ items: ModelVersion[] }> {
    return this.service.versions(user, id);
  }

  @Get(':folder/versions/:deployment')
  @Answers(modelVersionDetailsSchema, 'Файлы папки в одном развёртывании')
  version(
    @User() user: CurrentUser,
    @Param('folder', { schema: modelFolderIdSchema }) id: string,
    @Param('deployment', { schema: idSchema }) deployment: string,
  ): Promise<ModelVersionDetails> {
    return this.service.version(user, id, deployment);
  }
}
