import { Inject, Injectable } from '@nestjs/common';
import { type Database, treeAtRest } from '@opora/store';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASE } from '../platform/tokens.ts';

/** Waits until a whole tree of cases has come to rest, so that an answer holds the tasks of the next stage. */
@Injectable()
export class CaseRest {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Waits at most `limit` milliseconds. */
  async wait(rootId: string, limit = 2000): Promise<void> {
    const until = Date.now() + limit;
    for (
      let pause = 10;
      !(await treeAtRest(this.database, rootId)) && Date.now() < until;
      pause = Math.min(50, pause * 2)
    )
      await sleep(pause);
  }
}
