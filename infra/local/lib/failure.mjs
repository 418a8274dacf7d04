/** An expected failure of the local stack: what went wrong and what to do, shown without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} message what was expected and what was found
   * @param {string} [advice] what a person can do about it
   */
  constructor(message, advice) {
    super(advice ? `${message}\n  → ${advice}` : message);
    this.name = 'Failure';
  }
}
