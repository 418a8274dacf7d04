import { Controller, Get, Param } from '@nestjs/common';
import { programmeDetailsSchema, programmePageSchema } from '@opora/contracts';
import type { Page, Programme, ProgrammeDetails } from '@opora/contracts';
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

  @Get(':id')
  @Answers(programmeDetailsSchema, 'Программа: паспорт, дорожная карта, пары')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<ProgrammeDetails> {
    return this.service.read(user, id);
  }
}
