import { jsonText } from '@opora/store';

/** Of the binary form of a jsonb value: its version comes before the text. */
const VERSION = 1;
const [OPEN, COMMA, CLOSE] = Buffer.from('[,]');

/**
 * Values as one jsonb parameter in PostgreSQL's binary form, written one by one into memory that is used again. As one text a
 * thousand rows would be a string so large that only a full collection of garbage frees it.
 */
export class JsonbArray {
  private bytes = Buffer.allocUnsafe(65_536);
  private end = 0;

  add(value: unknown): void {
    const text = jsonText(value);
    // A UTF-16 unit takes three bytes at most; two more for the version or a comma, and the bracket.
    this.reserve(text.length * 3 + 3);
    if (this.end === 0) this.bytes[this.end++] = VERSION;
    this.bytes[this.end] = this.end === 1 ? OPEN! : COMMA!;
    this.end += 1 + this.bytes.write(text, this.end + 1);
  }

  /** The array so far, as a parameter; it holds until the next `add`, which begins a new one. */
  take(): Buffer {
    if (this.end === 0) return Buffer.of(VERSION, OPEN!, CLOSE!);
    this.bytes[this.end] = CLOSE!;
    const taken = this.bytes.subarray(0, this.end + 1);
    this.end = 0;
    return taken;
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + more));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}
