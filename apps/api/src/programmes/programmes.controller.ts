import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  loadProgrammeSchema,
  programmeDetailsSchema,
  programmeLoadedSchema,
  programmePageSchema,
} from '@opora/contracts';
import type { Page, Programme, ProgrammeDetails, ProgrammeLoaded } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { ProgrammesService } from './programmes.service.ts';

@Controller('programmes')
export class ProgrammesController {
  constructor(private readonly service: ProgrammesService) {}

  @Get()
  @WholeList()
  @Answers(programmePageSchema, 'Программы')
  find(@User() user: CurrentUser): Promise<Page<Programme>> {
    return this.service.find(user);
  }

  @Post()
  @Answers(programmeLoadedSchema, 'Загрузить программу района: школы, пары, мероприятия, люди', 201)
  load(
    @User() user: CurrentUser,
    @Body({ schema: loadProgrammeSchema }) body: z.output<typeof loadProgrammeSchema>,
  ): Promise<ProgrammeLoaded> {
    return this.service.load(user, body);
  }

  @Get(':id')
  @Answers(programmeDetailsSchema, 'Программа: паспорт, дорожная карта, пары')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<ProgrammeDetails> {
    return this.service.read(user, id);
  }
}
