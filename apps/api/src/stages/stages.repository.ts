import { Inject, Injectable } from '@nestjs/common';
import type { Stage } from '@opora/contracts';
import type { Database } from '@opora/store';
import { DATABASE } from '../platform/tokens.ts';

type Bilingual = { ru: string; en: string };

/** SQL: the case `c` is of the process that calls the stages, not of one stage or of a round. */
export const IS_SUPPORT = `c.process_id in (select process_id from stages where "order" = 0)`;

/** Queries about stages. */
@Injectable()
export class StagesRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The stages in their order; the parent process is not among them. */
  async all(): Promise<Stage[]> {
    const rows = await this.database.query<{
      process_id: string;
      title: Bilingual;
      order: number;
      roles: string[];
      outcomes: { id: string; title: Bilingual }[];
      version: number | null;
    }>(
      'select s.*, (select max(version) from process_versions p where p.process_id = s.process_id) as version from stages s where s."order" > 0 order by s."order", s.process_id',
    );
    return rows.map(({ process_id, title, order, roles, outcomes, version }) => ({
      id: process_id,
      title: title.ru,
      titleEn: title.en,
      order,
      roles,
      outcomes: outcomes.map((outcome) => ({
        id: outcome.id,
        title: outcome.title.ru,
        titleEn: outcome.title.en,
      })),
      processId: process_id,
      version,
    }));
  }
}
