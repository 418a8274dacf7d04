import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { identificationMethodSchema } from '@opora/domain';
import { type Database, jsonText } from '@opora/store';
import { AuditRepository } from '../audit/audit.repository.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { DeploymentsService } from '../deployments/deployments.service.ts';

/** Stores every folder of `methods/`: its `method.json` and its decision, which keeps its version where nothing changed. */
export async function deployMethods(database: Database, workflows: string): Promise<string[]> {
  const root = join(workflows, 'methods');
  if (!existsSync(root)) return [];
  const service = new DeploymentsService(new DeploymentsRepository(database), new AuditRepository(database));
  const lines: string[] = [];
  for (const name of (await readdir(root)).sort()) {
    const file = join(root, name, 'method.json');
    if (!existsSync(file)) continue;
    const method = identificationMethodSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const content = await readFile(join(root, name, `${name}.dmn`), 'utf8');
    // What people changed since stays, as with the stages.
    const files = [{ name: `decisions/${name}.dmn`, content }];
    if (!(await service.wasDeployed(name, files)))
      await service.store(files, { login: null, folder: name, whole: true });
    await database.query(
      'insert into identification_methods (id, body) values ($1, $2) on conflict (id) do update set body = excluded.body, updated_at = now()',
      [method.id, jsonText(method)],
    );
    lines.push(`${method.key}: методика развёрнута`);
  }
  return lines;
}
