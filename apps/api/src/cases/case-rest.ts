import { Inject, Injectable } from '@nestjs/common';
import type { CaseState, Task } from '@opora/contracts';
import { type Database, lookAtTree } from '@opora/store';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CurrentUser } from '../access/user.ts';
import { DATABASE } from '../platform/tokens.ts';
import { TasksRepository } from '../tasks/tasks.repository.ts';

/** Waits until a whole tree of cases has come to rest, so that an answer holds the tasks of the next stage. */
@Injectable()
export class CaseRest {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly tasks: TasksRepository,
  ) {}

  /** Waits at most `limit` milliseconds. */
  async wait(rootId: string, limit?: number): Promise<void> {
    await untilRest(() => lookAtTree(this.database, rootId), limit);
  }

  /** As {@link wait}; answers the state of the root then and the open tasks of the tree, seen at the same moment. */
  async tasksOf(user: CurrentUser, rootId: string): Promise<{ state: CaseState; tasks: Task[] }> {
    const { state, rows } = await untilRest(() => this.tasks.lookIntoTree(rootId));
    return { state: state ?? 'active', tasks: await this.tasks.show(user, rows) };
  }
}

async function untilRest<T extends { atRest: boolean }>(look: () => Promise<T>, limit = 2000): Promise<T> {
  const until = Date.now() + limit;
  for (let pause = 10; ; pause = Math.min(50, pause * 2)) {
    const seen = await look();
    if (seen.atRest || Date.now() >= until) return seen;
    await sleep(pause);
  }
}
