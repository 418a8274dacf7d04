import type { Queryable } from '@opora/store';
import { placeOf } from '../models/folder-files.ts';
import { hashOfText } from '../models/hash.ts';
import type { SourceFile } from './read-files.ts';

/**
 * Keeps a folder as it is after a deployment: a whole folder (it has a stage.json) as sent, single files laid over
 * what was there. A deployment that changes nothing makes no new state.
 */
export async function keepFolder(
  q: Queryable,
  deployment: string,
  folder: string,
  files: SourceFile[],
  whole: boolean,
): Promise<void> {
  const before = await q.query<{ path: string; hash: string }>(
    `select f.path, f.hash from deployment_files f
     where f.deployment_id = (select id from deployments where folder = $1 order by created_at desc, id desc limit 1)`,
    [folder],
  );
  const known = before.map(({ path }) => path);
  const kept = new Map(whole ? [] : before.map(({ path, hash }) => [path, hash]));
  for (const { name, content: raw } of files) {
    const content = typeof raw === 'string' ? raw : Buffer.from(raw).toString();
    const hash = hashOfText(content);
    await q.query('insert into model_texts (hash, text) values ($1, $2) on conflict do nothing', [
      hash,
      content,
    ]);
    kept.set(placeOf(name, folder, known), hash);
  }
  const same = kept.size === before.length && before.every(({ path, hash }) => kept.get(path) === hash);
  if (same) return;
  await q.query('update deployments set folder = $2 where id = $1', [deployment, folder]);
  await q.query(
    'insert into deployment_files (deployment_id, path, hash) select $1, * from unnest($2::text[], $3::text[])',
    [deployment, [...kept.keys()], [...kept.values()]],
  );
}
