import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  assignTaskSchema,
  completedTaskSchema,
  completeTaskSchema,
  taskDetailsSchema,
  taskPageSchema,
  taskQuerySchema,
  taskSchema,
} from '@opora/contracts';
import type { CompletedTask, Page, Task, TaskDetails } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { ActId } from '../platform/idempotency.ts';
import { TasksService } from './tasks.service.ts';

@Controller('tasks')
export class TasksController {
  constructor(private readonly service: TasksService) {}

  @Get()
  @Answers(taskPageSchema, 'Задачи, которые видит пользователь')
  find(
    @User() user: CurrentUser,
    @Query({ schema: taskQuerySchema }) query: z.output<typeof taskQuerySchema>,
  ): Promise<Page<Task>> {
    return this.service.find(user, query);
  }

  @Get(':id')
  @Answers(taskDetailsSchema, 'Задача с формой, данными дела и тем, что с ней можно сделать')
  read(@User() user: CurrentUser, @Param('id') id: string): Promise<TaskDetails> {
    return this.service.read(user, id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Answers(taskSchema, 'Взять в работу')
  claim(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Task> {
    return this.service.claim(user, id, act);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Answers(taskSchema, 'Вернуть исполнителям')
  release(@User() user: CurrentUser, @Param('id') id: string, @ActId() act: string): Promise<Task> {
    return this.service.release(user, id, act);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Answers(taskSchema, 'Назначить исполнителя')
  assign(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: assignTaskSchema }) body: z.output<typeof assignTaskSchema>,
    @ActId() act: string,
  ): Promise<Task> {
    return this.service.assign(user, id, body.assignee, body.reason, act);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Answers(completedTaskSchema, 'Выполнить задачу или отдать голос; ответ — всё дело после этого')
  complete(
    @User() user: CurrentUser,
    @Param('id') id: string,
    @Body({ schema: completeTaskSchema }) body: z.output<typeof completeTaskSchema>,
    @ActId() act: string,
  ): Promise<CompletedTask> {
    return this.service.complete(user, id, body, act);
  }
}
