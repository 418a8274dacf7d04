import { Injectable } from '@nestjs/common';
import type { auditQuerySchema, AuditEntry, Page } from '@opora/contracts';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { forbidden } from '../platform/problem.ts';
import { AuditRepository } from './audit.repository.ts';

/** Shows who did what to those who answer for it. */
@Injectable()
export class AuditService {
  constructor(private readonly repository: AuditRepository) {}

  async find(user: CurrentUser, query: z.output<typeof auditQuerySchema>): Promise<Page<AuditEntry>> {
    if (!roleAnywhere(user, 'audit.read'))
      throw forbidden('Записи о действиях видят управление, методическая служба, регион и администратор.');
    return this.repository.find(user, query);
  }
}
