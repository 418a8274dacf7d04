/** Keeps the values used last, at most `size` of them. */
export class Lru<T> {
  private readonly size: number;
  // two generations: a value found in the old one moves on, and the rest of it is dropped when the young one is full
  private young = new Map<string, T>();
  private old = new Map<string, T>();

  constructor(size: number) {
    this.size = Math.max(1, Math.floor(size / 2));
  }

  get(key: string): T | undefined {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const old = this.old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: T): void {
    if (this.young.size >= this.size) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}
