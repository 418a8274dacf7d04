import { Inject, Injectable } from '@nestjs/common';
import type { ResolvedProcess } from '@opora/host';
import { type Database, findProcess } from '@opora/store';
import { DATABASE } from '../platform/tokens.ts';

const MOST = 100;

/** Models of deployed versions. A version never changes, so each is read and parsed once. */
@Injectable()
export class ProcessModels {
  private readonly known = new Map<string, Promise<ResolvedProcess | undefined>>();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A version of a process; undefined where it is not deployed. */
  find(processId: string, version: number): Promise<ResolvedProcess | undefined> {
    const key = `${version} ${processId}`;
    const kept = this.known.get(key);
    if (kept) return kept;
    const found = findProcess(this.database, processId, version);
    if (this.known.size >= MOST) this.known.delete(this.known.keys().next().value!);
    this.known.set(key, found);
    // What is not there yet, or could not be read, is asked for again.
    const forget = (): void => {
      if (this.known.get(key) === found) this.known.delete(key);
    };
    void found.then((process) => process ?? forget(), forget);
    return found;
  }
}
