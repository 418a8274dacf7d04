import { Controller, Get } from '@nestjs/common';
import { stagesSchema } from '@opora/contracts';
import type { Page, Stage } from '@opora/contracts';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { StagesRepository } from './stages.repository.ts';

@Controller('stages')
export class StagesController {
  constructor(private readonly stages: StagesRepository) {}

  @Get()
  @WholeList()
  @Answers(stagesSchema, 'Этапы по порядку')
  async find(@User() _user: CurrentUser): Promise<Page<Stage>> {
    const items = await this.stages.all();
    return { items, total: items.length, next: null };
  }
}
