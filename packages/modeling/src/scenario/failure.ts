/** What kept a scenario from going on: a code with its values for texts in any language, and an English message. */
export class ScenarioFailure extends Error {
  constructor(
    readonly code:
      | 'no-task'
      | 'not-a-candidate'
      | 'no-form'
      | 'unknown-field'
      | 'no-decision'
      | 'decision'
      | 'no-receiver'
      | 'no-work'
      | 'no-incident'
      | 'no-case'
      | 'no-process'
      | 'incident'
      | 'differs'
      | 'not-passed'
      | 'entered'
      | 'engine',
    readonly values: { [name: string]: string },
    message: string,
    /** Number of the step, from 1; absent for what has to hold at the end. */
    readonly step?: number,
  ) {
    super(message);
    this.name = 'ScenarioFailure';
  }

  /** The same failure with the step at which it happened. */
  at(step: number, what: string): ScenarioFailure {
    return new ScenarioFailure(this.code, this.values, `step ${step} (${what}): ${this.message}`, step);
  }
}
