import { Inject, Injectable } from '@nestjs/common';
import type { ResolvedProcess } from '@opora/host';
import { type Database, findProcess } from '@opora/store';
import { DATABASE } from '../platform/tokens.ts';

const MOST = 100;

/** Models of deployed versions. A version never changes, so each is read and parsed once. */
@Injectable()
export class ProcessModels {
  private readonly known = new Map<string, ResolvedProcess>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A version of a process; undefined where it is not deployed. */
  async find(processId: string, version: number): Promise<ResolvedProcess | undefined> {
    const key = `${version} ${processId}`;
    const kept = this.known.get(key);
    if (kept) return kept;
    const found = await findProcess(this.database, processId, version);
    if (!found) return undefined;
    if (this.known.size >= MOST) this.known.delete(this.known.keys().next().value!);
    this.known.set(key, found);
    return found;
  }
}
