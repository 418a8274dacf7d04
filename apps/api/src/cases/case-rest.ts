import { Inject, Injectable } from '@nestjs/common';
import type { CaseState } from '@opora/contracts';
import { type Database, lookAtTree } from '@opora/store';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASE } from '../platform/tokens.ts';

/** Waits until a whole tree of cases has come to rest, so that an answer holds the tasks of the next stage. */
@Injectable()
export class CaseRest {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Waits at most `limit` milliseconds; answers the state of the root then. */
  async wait(rootId: string, limit = 2000): Promise<CaseState> {
    const until = Date.now() + limit;
    for (let pause = 10; ; pause = Math.min(50, pause * 2)) {
      const { atRest, state } = await lookAtTree(this.database, rootId);
      if (atRest || Date.now() >= until) return (state as CaseState | undefined) ?? 'active';
      await sleep(pause);
    }
  }
}
