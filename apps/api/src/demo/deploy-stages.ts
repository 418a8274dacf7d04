import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@opora/store';
import { AuditRepository } from '../audit/audit.repository.ts';
import { DeploymentsRepository } from '../deployments/deployments.repository.ts';
import { DeploymentsService } from '../deployments/deployments.service.ts';
import { Problem } from '../platform/problem.ts';

/**
 * Deploys every folder with a stage.json, all files of a folder at once; answers a line per folder. A folder that was
 * deployed like this before stays as people have changed it since. Broken folders throw with every problem.
 */
export async function deployStages(database: Database, folder: string): Promise<string[]> {
  const service = new DeploymentsService(new DeploymentsRepository(database), new AuditRepository(database));
  const lines: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries
    .filter((entry) => entry.isDirectory())
    .sort((left, right) => left.name.localeCompare(right.name))) {
    const paths = (await readdir(join(folder, name), { recursive: true }))
      .filter((path) => /(\.(bpmn|dmn|form|yaml|md)|^stage\.json)$/.test(path))
      .sort();
    if (!paths.includes('stage.json')) continue;
    const files = await Promise.all(
      paths.map(async (path) => ({ name: path, content: await readFile(join(folder, name, path), 'utf8') })),
    );
    if (await service.wasDeployed(name, files)) {
      lines.push(`${name}: уже стоит`);
      continue;
    }
    try {
      const { processes } = await service.store(files, { login: null, folder: name });
      lines.push(
        ...processes.map(
          ({ id, version, new: fresh }) => `${id}: версия ${version}${fresh ? ' развёрнута' : ' уже стоит'}`,
        ),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const details = error.errors?.map(({ path, message }) => `  ${path}: ${message}`).join('\n') ?? '';
      throw new Error(`Папка ${name} не разворачивается: ${error.detail}\n${details}`, { cause: error });
    }
  }
  return lines;
}
