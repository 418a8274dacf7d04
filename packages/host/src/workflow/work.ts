import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { WaitId } from '@opora/engine';
import { isQuickConnector } from '../connector-types.ts';

/** A timer that fires so long before its time, in milliseconds, was cut short; clocks of servers differ by less. */
const EARLY = 3600_000;

/** What goes on outside for a case: timers and connectors by the wait they serve, messages to other cases. */
export class Work {
  /** Local activities under way: they end within the workflow task. */
  quick = 0;
  /** Connectors under way, quick ones too. */
  connectors = 0;
  /** Starts of child cases and messages to other cases under way. */
  messages = 0;
  private readonly scopes = new Map<WaitId, CancellationScope>();

  /** Nothing is left to wait for; timers do not count, they end with the case. */
  get idle(): boolean {
    return this.quick === 0 && this.connectors === 0 && this.messages === 0;
  }

  /** Acts at a time (epoch milliseconds), unless the wait is stopped before; a wait that has a timer keeps it. */
  at(wait: WaitId, due: number, act: () => void): void {
    this.scoped(wait, async () => {
      await sleep(Math.max(due - Date.now(), 1));
      // A server keeps no timer longer than a hundred years and fires it then.
      while (due - Date.now() > EARLY) await sleep(due - Date.now());
      this.scopes.delete(wait);
      act();
    });
  }

  /** Runs a connector for a wait, unless one is running for it. */
  run<T>(
    wait: WaitId,
    type: string,
    attempt: () => Promise<T>,
    then: { done: (result: T) => void; failed: (error: unknown) => void },
  ): void {
    this.scoped(wait, async () => {
      const quick = isQuickConnector(type);
      this.connectors++;
      if (quick) this.quick++;
      try {
        const settled = await attempt().then(
          (result) => () => then.done(result),
          (error: unknown) => {
            if (isCancellation(error)) throw error;
            return () => then.failed(error);
          },
        );
        this.scopes.delete(wait);
        settled();
      } finally {
        this.connectors--;
        if (quick) this.quick--;
      }
    });
  }

  /** Does work that Updates wait for. */
  async quickly<T>(act: () => Promise<T>): Promise<T> {
    this.quick++;
    try {
      return await act();
    } finally {
      this.quick--;
    }
  }

  /** Does something that nobody waits for but the end of the run. */
  start(act: () => Promise<void>): void {
    this.messages++;
    void act().finally(() => this.messages--);
  }

  /** Takes back what is done for a wait. */
  stop(wait: WaitId): void {
    const scope = this.scopes.get(wait);
    this.scopes.delete(wait);
    scope?.cancel();
  }

  /** Takes back everything. */
  stopAll(): void {
    for (const wait of [...this.scopes.keys()]) this.stop(wait);
  }

  private scoped(wait: WaitId, act: () => Promise<void>): void {
    if (this.scopes.has(wait)) return;
    const scope = new CancellationScope();
    this.scopes.set(wait, scope);
    void scope.run(act).catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  }
}
