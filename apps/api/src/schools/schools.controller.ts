import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createDistrictSchema,
  createPartnershipSchema,
  createSchoolSchema,
  districtPageSchema,
  districtSchema,
  partnershipSchema,
  schoolDetailsSchema,
  schoolPageSchema,
  schoolQuerySchema,
  updateSchoolSchema,
} from '@opora/contracts';
import type { District, Page, Partnership, School, SchoolDetails } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { ActId } from '../platform/idempotency.ts';
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

  @Post('schools')
  @Answers(schoolDetailsSchema, 'Завести школу', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createSchoolSchema }) body: z.output<typeof createSchoolSchema>,
    @ActId() act: string,
  ): Promise<SchoolDetails> {
    return this.service.create(user, body, act);
  }

  @Patch('schools/:id')
  @Answers(schoolDetailsSchema, 'Изменить школу')
  update(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: updateSchoolSchema }) body: z.output<typeof updateSchoolSchema>,
    @ActId() act: string,
  ): Promise<SchoolDetails> {
    return this.service.update(user, id, body, act);
  }

  @Get('districts')
  @WholeList()
  @Answers(districtPageSchema, 'Районы')
  districts(@User() user: CurrentUser): Promise<Page<District>> {
    return this.service.districts(user);
  }

  @Post('districts')
  @Answers(districtSchema, 'Завести район', 201)
  createDistrict(
    @User() user: CurrentUser,
    @Body({ schema: createDistrictSchema }) body: z.output<typeof createDistrictSchema>,
    @ActId() act: string,
  ): Promise<District> {
    return this.service.createDistrict(user, body, act);
  }

  @Post('partnerships')
  @Answers(partnershipSchema, 'Завести сетевую пару', 201)
  createPartnership(
    @User() user: CurrentUser,
    @Body({ schema: createPartnershipSchema }) body: z.output<typeof createPartnershipSchema>,
    @ActId() act: string,
  ): Promise<Partnership> {
    return this.service.createPartnership(user, body, act);
  }
}
