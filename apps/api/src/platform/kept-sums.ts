/** From how many schools or cases on a sum is dear: below, every look counts anew. */
export const DEAR_FROM = 2000;
/** How long a dear sum is answered as it is, and how long it is still answered while it is being counted anew, in milliseconds. */
const FRESH = 5_000;
const USABLE = 30_000;
const MOST_KEPT = 100;

interface Kept<T> {
  at: number;
  value: T;
}

/**
 * Sums over many thousand rows, counted once for all who look at them at about the same time. Only sums that are dear are
 * kept; they are at most half a minute old. The key must name everything that the sum depends on, the sight of the user too.
 */
export class KeptSums<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly running = new Map<string, Promise<T>>();

  constructor(
    private readonly isDear: (value: T) => boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** The sum of this key, by `count` where it is not kept. */
  async read(key: unknown, count: () => Promise<T>): Promise<T> {
    const id = JSON.stringify(key);
    const known = this.kept.get(id);
    const age = known ? this.now() - known.at : Infinity;
    if (!known || age >= USABLE) return this.kept.has(id) ? this.anew(id, count) : this.first(id, count);
    if (age >= FRESH) this.anew(id, count).catch(() => undefined);
    return known.value;
  }

  /** Nothing says yet whether the sum is dear, so that nobody is answered with what was counted before they asked. */
  private async first(id: string, count: () => Promise<T>): Promise<T> {
    const at = this.now();
    const value = await count();
    this.keep(id, { at, value });
    return value;
  }

  private anew(id: string, count: () => Promise<T>): Promise<T> {
    const running = this.running.get(id);
    if (running) return running;
    const work = this.first(id, count).finally(() => this.running.delete(id));
    this.running.set(id, work);
    return work;
  }

  private keep(id: string, kept: Kept<T>): void {
    this.kept.delete(id);
    if (!this.isDear(kept.value)) return;
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(id, kept);
  }
}
