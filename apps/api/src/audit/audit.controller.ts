import { Controller, Get, Query } from '@nestjs/common';
import { auditPageSchema, auditQuerySchema } from '@opora/contracts';
import type { AuditEntry, Page } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { User } from '../auth/auth.guard.ts';
import { Answers } from '../platform/answers.ts';
import { AuditService } from './audit.service.ts';

@Controller('audit')
export class AuditController {
  constructor(private readonly service: AuditService) {}

  @Get()
  @Answers(auditPageSchema, 'Кто что сделал, когда, в какой роли, на какой версии, с каким замечанием')
  find(
    @User() user: CurrentUser,
    @Query({ schema: auditQuerySchema }) query: z.output<typeof auditQuerySchema>,
  ): Promise<Page<AuditEntry>> {
    return this.service.find(user, query);
  }
}
