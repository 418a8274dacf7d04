import { Inject, Injectable } from '@nestjs/common';
import type { ModelFile, ModelVersion } from '@opora/contracts';
import type { Database, Queryable } from '@opora/store';
import { isoOf } from '../platform/times.ts';
import { DATABASE } from '../platform/tokens.ts';
import { hashOfText } from './hash.ts';
import { KnownTitles } from './known-titles.ts';

/** A file of a folder: what is deployed and what the draft makes of it. */
export interface DraftedFile extends Omit<ModelFile, 'deployedText'> {
  folder: string;
  /** The deployed text of now; null: there is none. */
  deployedText: string | null;
}

interface FileRow extends Record<string, unknown> {
  folder: string;
  path: string;
  deployed_hash: string | null;
  deployed_text: string | null;
  draft_text: string | null;
  base: string | null;
  drafted: boolean;
  updated_by: string | null;
  updated_name: string | null;
  updated_at: Date | null;
}

const latest = `select distinct on (folder) folder, id from deployments where folder is not null order by folder, created_at desc, id desc`;

/** Reads and writes drafts over deployed folders. */
@Injectable()
export class ModelsRepository {
  private readonly titles = new KnownTitles();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Runs work while nobody else changes or deploys models. */
  locked<T>(work: (q: Queryable) => Promise<T>): Promise<T> {
    return this.database.transaction(async (q) => {
      await q.query("select pg_advisory_xact_lock(hashtext('opora.deploy'))");
      return work(q);
    });
  }

  /** All files of one folder or of all of them, the draft over what is deployed. */
  async files(folder?: string, q: Queryable = this.database): Promise<DraftedFile[]> {
    const rows = await q.query<FileRow>(
      `with deployed as (
         select l.folder, f.path, f.hash, t.text from (${latest}) l
         join deployment_files f on f.deployment_id = l.id join model_texts t on t.hash = f.hash
         where $1::text is null or l.folder = $1)
       select coalesce(d.folder, m.folder) as folder, coalesce(d.path, m.path) as path, d.hash as deployed_hash, d.text as deployed_text,
         m.text as draft_text, m.base, m.path is not null as drafted, m.updated_by, m.updated_at, u.name as updated_name
       from deployed d full join (select * from model_drafts where $1::text is null or folder = $1) m on m.folder = d.folder and m.path = d.path
       left join users u on u.login = m.updated_by
       order by 1, 2`,
      [folder ?? null],
    );
    return rows.map((row) => toFile(row, this.titles));
  }

  /** The latest deployment of each folder. */
  async deployments(q: Queryable = this.database): Promise<Map<string, string>> {
    const rows = await q.query<{ folder: string; id: string }>(`select folder, id::text from (${latest}) l`);
    return new Map(rows.map(({ folder, id }) => [folder, id]));
  }

  /** Keeps a changed file of the draft; text null: deleted. */
  async save(
    q: Queryable,
    file: { folder: string; path: string; text: string | null; base: string | null; login: string },
  ): Promise<void> {
    await q.query(
      `insert into model_drafts (folder, path, text, base, updated_by) values ($1, $2, $3, $4, $5)
       on conflict (folder, path) do update set text = excluded.text, base = excluded.base, updated_by = excluded.updated_by, updated_at = now()`,
      [file.folder, file.path, file.text, file.base, file.login],
    );
  }

  /** Forgets the draft of a file: what is deployed holds again. */
  async drop(q: Queryable, folder: string, path: string): Promise<void> {
    await q.query('delete from model_drafts where folder = $1 and path = $2', [folder, path]);
  }

  /** Forgets every draft of a folder, once they are deployed. */
  async dropAll(q: Queryable, folder: string): Promise<void> {
    await q.query('delete from model_drafts where folder = $1', [folder]);
  }

  /** Deployments that changed a folder, newest first. */
  async versions(folder: string): Promise<ModelVersion[]> {
    const rows = await this.database.query<{
      id: string;
      number: number;
      created_at: Date;
      created_by: string | null;
      created_by_name: string | null;
      note: string | null;
      processes: ModelVersion['processes'];
      changed: string[];
    }>(
      `with d as (
         select id, created_at, created_by, note, row_number() over (order by created_at, id)::int as number, lag(id) over (order by created_at, id) as before
         from deployments where folder = $1)
       select d.id::text, d.number, d.created_at, d.created_by, d.note,
         coalesce((select name from users where login = d.created_by), d.created_by) as created_by_name,
         coalesce((select json_agg(json_build_object('id', p.process_id, 'version', p.version) order by p.process_id) from process_versions p where p.deployment_id = d.id), '[]') as processes,
         coalesce((select json_agg(path order by path) from (
           select coalesce(a.path, b.path) as path from (select path, hash from deployment_files where deployment_id = d.id) a
           full join (select path, hash from deployment_files where deployment_id = d.before) b on a.path = b.path where a.hash is distinct from b.hash) c), '[]') as changed
       from d order by d.created_at desc, d.id desc`,
      [folder],
    );
    return rows.map(({ created_at, created_by, created_by_name, ...row }) => ({
      ...row,
      createdAt: isoOf(created_at),
      createdBy: created_by,
      createdByName: created_by_name,
    }));
  }

  /** Files of a folder as one deployment left them. */
  async deployedFiles(id: string): Promise<{ path: string; text: string; revision: string }[]> {
    return this.database.query(
      `select f.path, t.text, f.hash as revision from deployment_files f join model_texts t on t.hash = f.hash where f.deployment_id = $1 order by f.path`,
      [id],
    );
  }

  /** A text by its hash, if it was ever deployed. */
  async text(hash: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ text: string }>(
      'select text from model_texts where hash = $1',
      [hash],
    );
    return row?.text;
  }
}

function toFile(row: FileRow, titles: KnownTitles): DraftedFile {
  const deleted = row.drafted && row.draft_text === null;
  const text = row.draft_text ?? row.deployed_text ?? '';
  const hash = row.drafted && !deleted ? hashOfText(text) : row.deployed_hash;
  return {
    folder: row.folder,
    path: row.path,
    title: hash === null ? null : titles.of(row.path, hash, text),
    text,
    deployedText: row.deployed_text,
    revision: deleted ? '' : hash!,
    state: deleted ? 'deleted' : !row.drafted ? 'same' : row.deployed_hash === null ? 'new' : 'changed',
    base: row.drafted ? row.base : row.deployed_hash,
    stale: row.drafted && row.base !== row.deployed_hash,
    updatedAt: row.updated_at && isoOf(row.updated_at),
    updatedBy:
      row.updated_by === null ? null : { login: row.updated_by, name: row.updated_name ?? row.updated_by },
  };
}
