import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  districtPageSchema,
  schoolDetailsSchema,
  schoolPageSchema,
  schoolQuerySchema,
} from '@opora/contracts';
import type { District, Page, School, SchoolDetails } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { SchoolsService } from './schools.service.ts';

@Controller()
export class SchoolsController {
  constructor(private readonly service: SchoolsService) {}

  @Get('schools')
  @Answers(schoolPageSchema, 'Школы, о которых пользователь может знать')
  find(
    @User() user: CurrentUser,
    @Query({ schema: schoolQuerySchema }) query: z.output<typeof schoolQuerySchema>,
  ): Promise<Page<School>> {
    return this.service.find(user, query);
  }

  @Get('schools/:id')
  @Answers(schoolDetailsSchema, 'Школа')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<SchoolDetails> {
    return this.service.read(user, id);
  }

  @Get('districts')
  @WholeList()
  @Answers(districtPageSchema, 'Районы')
  districts(@User() user: CurrentUser): Promise<Page<District>> {
    return this.service.districts(user);
  }
}
