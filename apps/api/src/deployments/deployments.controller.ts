import { Body, Controller, Get, Post, Query, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { deploymentPageSchema, deploymentQuerySchema, deploymentSchema } from '@opora/contracts';
import type { Deployment, DeploymentRow, Page } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId, IdempotencyInterceptor, type UploadedFile } from '../platform/idempotency.ts';
import { DeploymentsService } from './deployments.service.ts';

@Controller('deployments')
export class DeploymentsController {
  constructor(private readonly service: DeploymentsService) {}

  @Post()
  @UseInterceptors(
    // Paths are kept: `forms/a.form` stands in the folder `forms`.
    AnyFilesInterceptor({ preservePath: true, limits: { fileSize: 10_000_000, files: 200 } }),
    IdempotencyInterceptor,
  )
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        note: { type: 'string' },
        files: { type: 'array', items: { type: 'string', format: 'binary' } },
      },
    },
  })
  @Answers(deploymentSchema, 'Развернуть файлы .bpmn, .dmn, .form и stage.json: все или ни одного', 201)
  deploy(
    @User() user: CurrentUser,
    @UploadedFiles() files: UploadedFile[] | undefined,
    @ActId() act: string,
    @Body() fields: { note?: unknown } | undefined,
  ): Promise<Deployment> {
    // Browsers and curl send names in UTF-8, which multipart parsers read as Latin-1.
    return this.service.deploy(
      user,
      (files ?? []).map(({ originalname, buffer }) => ({
        name: Buffer.from(originalname, 'latin1').toString(),
        content: buffer,
      })),
      act,
      typeof fields?.note === 'string' && fields.note.trim()
        ? { note: fields.note.trim().slice(0, 2000) }
        : {},
    );
  }

  @Get()
  @Answers(deploymentPageSchema, 'Что и когда развёрнуто')
  find(
    @User() _user: CurrentUser,
    @Query({ schema: deploymentQuerySchema }) query: z.output<typeof deploymentQuerySchema>,
  ): Promise<Page<DeploymentRow>> {
    return this.service.find(query);
  }
}
