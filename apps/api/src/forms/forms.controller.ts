import { Controller, Get, Param } from '@nestjs/common';
import { formPageSchema, formSchema } from '@opora/contracts';
import type { Form, Page } from '@opora/contracts';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { FormsService } from './forms.service.ts';

@Controller('forms')
export class FormsController {
  constructor(private readonly service: FormsService) {}

  @Get()
  @WholeList()
  @Answers(formPageSchema, 'Развёрнутые формы')
  find(@User() _user: CurrentUser): Promise<Page<Omit<Form, 'schema'>>> {
    return this.service.find();
  }

  @Get(':id')
  @Answers(formSchema, 'Последняя версия формы')
  read(@User() _user: CurrentUser, @Param('id') id: string): Promise<Form> {
    return this.service.read(id);
  }
}
