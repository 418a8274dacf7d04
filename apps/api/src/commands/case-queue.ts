/** Most stimuli in flight for one case: Temporal takes ten updates of a run at once. */
const limit = 8;

/** Lets at most {@link limit} works of one case run at once; the others wait in order. */
export class CaseQueue {
  private readonly running = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async run<T>(caseId: string, work: () => Promise<T>): Promise<T> {
    const count = this.running.get(caseId) ?? 0;
    if (count >= limit) {
      await new Promise<void>((resolve) => {
        const queue = this.waiting.get(caseId) ?? [];
        queue.push(resolve);
        this.waiting.set(caseId, queue);
      });
    } else {
      this.running.set(caseId, count + 1);
    }
    try {
      return await work();
    } finally {
      this.release(caseId);
    }
  }

  /** Hands the place to the next in the queue, or gives it up. */
  private release(caseId: string): void {
    const queue = this.waiting.get(caseId);
    const next = queue?.shift();
    if (queue?.length === 0) this.waiting.delete(caseId);
    if (next) next();
    else {
      const count = this.running.get(caseId)! - 1;
      if (count === 0) this.running.delete(caseId);
      else this.running.set(caseId, count);
    }
  }
}
