import { Controller, Get, Query } from '@nestjs/common';
import { boardQuerySchema, boardSchema } from '@opora/contracts';
import type { Board } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { BoardService } from './board.service.ts';

@Controller('board')
export class BoardController {
  constructor(private readonly service: BoardService) {}

  @Get()
  @Answers(boardSchema, 'Доска: школы и этапы')
  read(
    @User() user: CurrentUser,
    @Query({ schema: boardQuerySchema }) query: z.output<typeof boardQuerySchema>,
  ): Promise<Board> {
    return this.service.read(user, query);
  }
}
