import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profileConfigSchema } from '@opora/domain';
import { type Database, jsonText } from '@opora/store';

/** Stores what `risk-profile/profile.json` says is measured and asked; its decision comes with the diagnosis. */
export async function deployRiskProfile(database: Database, workflows: string): Promise<string[]> {
  const file = join(workflows, 'risk-profile/profile.json');
  if (!existsSync(file)) return [];
  const config = profileConfigSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  await database.query(
    "insert into risk_profile_config (id, body) values ('profile', $1) on conflict (id) do update set body = excluded.body, updated_at = now()",
    [jsonText(config)],
  );
  return [`Рисковый профиль: показателей ${config.parameters.length}`];
}
