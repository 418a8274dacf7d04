import { Inject, Injectable } from '@nestjs/common';
import type { Form, Page } from '@opora/contracts';
import type { Database, Row } from '@opora/store';
import { notFound } from '../platform/problem.ts';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';

/** Shows deployed forms; they hold no data, so everybody signed in may read them. */
@Injectable()
export class FormsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async find(): Promise<Page<Omit<Form, 'schema'>>> {
    const rows = await this.database.query(
      'select distinct on (form_id) form_id, version, hash, created_at from form_versions order by form_id, version desc',
    );
    return { items: rows.map(toForm), total: rows.length, next: null };
  }

  async read(id: string): Promise<Form> {
    const [row] = await this.database.query(
      'select form_id, version, hash, created_at, schema from form_versions where form_id = $1 order by version desc limit 1',
      [id],
    );
    if (!row) throw notFound('Формы', id);
    return { ...toForm(row), schema: row['schema'] as Form['schema'] };
  }
}

const toForm = (row: Row): Omit<Form, 'schema'> => ({
  id: row['form_id'] as string,
  version: row['version'] as number,
  hash: row['hash'] as string,
  createdAt: isoOf(row['created_at']),
});
