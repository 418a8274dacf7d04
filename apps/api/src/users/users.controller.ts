import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createUserSchema,
  peopleSchema,
  updateUserSchema,
  userPageSchema,
  userQuerySchema,
  userSchema,
} from '@opora/contracts';
import type { Page, Person, User as UserAccount } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { WholeList } from '../platform/whole-list.ts';
import { ActId } from '../platform/idempotency.ts';
import { UsersService } from './users.service.ts';

@Controller()
export class UsersController {
  constructor(private readonly service: UsersService) {}

  @Get('users')
  @Answers(userPageSchema, 'Пользователи')
  find(
    @User() user: CurrentUser,
    @Query({ schema: userQuerySchema }) query: z.output<typeof userQuerySchema>,
  ): Promise<Page<UserAccount>> {
    return this.service.find(user, query);
  }

  @Get('users/:id')
  @Answers(userSchema, 'Пользователь')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<UserAccount> {
    return this.service.read(user, id);
  }

  @Post('users')
  @Answers(userSchema, 'Завести пользователя', 201)
  create(
    @User() user: CurrentUser,
    @Body({ schema: createUserSchema }) body: z.output<typeof createUserSchema>,
    @ActId() act: string,
  ): Promise<UserAccount> {
    return this.service.create(user, body, act);
  }

  @Patch('users/:id')
  @Answers(userSchema, 'Изменить пользователя')
  update(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: updateUserSchema }) body: z.output<typeof updateUserSchema>,
    @ActId() act: string,
  ): Promise<UserAccount> {
    return this.service.update(user, id, body, act);
  }

  @Get('people')
  @WholeList()
  @Answers(peopleSchema, 'Кому можно назначить задачу')
  people(@User() user: CurrentUser): Promise<Page<Person>> {
    return this.service.people(user);
  }
}
