import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IdentificationMethod, identificationMethodSchema } from '@opora/domain';
import { workflowsFolder } from './folders.ts';

/** A folder of `workflows/methods/`: the method and the text of its decision. */
export interface MethodFolder {
  method: IdentificationMethod;
  dmn: string;
}

/** Reads every method; a wrong `method.json` is an error that names the folder and the field. */
export function readMethodFolders(root = join(workflowsFolder, 'methods')): MethodFolder[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'method.json')))
    .sort()
    .map((name) => {
      const read = identificationMethodSchema.safeParse(
        JSON.parse(readFileSync(join(root, name, 'method.json'), 'utf8')),
      );
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new Error(`methods/${name}/method.json: ${issue?.path.join('.')}: ${issue?.message}`);
      }
      return { method: read.data, dmn: readFileSync(join(root, name, `${name}.dmn`), 'utf8') };
    });
}
