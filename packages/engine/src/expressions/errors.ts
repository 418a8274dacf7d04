/** An expression without a usable result, e.g. a function where a JSON value is needed. */
export class FeelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FeelError';
  }
}

/** An expression that is not FEEL: where it stops being so (offsets in the text). */
export class FeelSyntaxError extends FeelError {
  readonly position: { from: number; to: number };
  readonly expression: string;

  constructor(message: string, expression: string, position: { from: number; to: number }) {
    super(message);
    this.name = 'FeelSyntaxError';
    this.expression = expression;
    this.position = position;
  }
}
