import { Injectable } from '@nestjs/common';
import type { District, Page, School, SchoolDetails, schoolQuerySchema } from '@opora/contracts';
import type { z } from 'zod';
import type { CurrentUser } from '../access/user.ts';
import { notFound } from '../platform/problem.ts';
import { SchoolsRepository } from './schools.repository.ts';

/** Shows organizations; they are kept in the registers. */
@Injectable()
export class SchoolsService {
  constructor(private readonly schools: SchoolsRepository) {}

  find(user: CurrentUser, query: z.output<typeof schoolQuerySchema>): Promise<Page<School>> {
    return this.schools.find(user, query);
  }

  async read(user: CurrentUser, id: string): Promise<SchoolDetails> {
    const school = await this.schools.read(user, id);
    if (!school) throw notFound('Школы', id);
    return school;
  }

  async districts(user: CurrentUser): Promise<Page<District>> {
    const items = await this.schools.districts(user);
    return { items, total: items.length, next: null };
  }
}
