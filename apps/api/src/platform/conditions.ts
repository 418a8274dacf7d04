/** Gathers conditions and parameters of one SQL query. */
export class Conditions {
  readonly params: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds a parameter and answers its placeholder. */
  bind(value: unknown): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }

  /**
   * Adds a part of a text to be looked for and answers what stands after `ilike`. The collation of names orders them; to search by
   * it would cost half as much again.
   */
  like(part: string): string {
    return `${this.bind(likePattern(part))}::text collate "default"`;
  }

  /** Adds a condition that must hold. */
  and(condition: string): this {
    this.parts.push(`(${condition})`);
    return this;
  }

  /** Adds `make(placeholder)` unless the value is undefined. */
  when<T>(value: T | undefined, make: (placeholder: string) => string): this {
    return value === undefined ? this : this.and(make(this.bind(value)));
  }

  /** Text for after `where`. */
  get text(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' and ');
  }
}

/** Makes a text safe inside `like … escape '\'`. */
const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
