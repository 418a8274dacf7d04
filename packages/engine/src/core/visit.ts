import type { Expression, ModelFlow, ModelNode } from '../model/types.ts';
import { asText, Failure, type WaitSpec } from './behavior.ts';
import { isLeaving } from './leaving.ts';
import type { PreparedNode } from './prepared.ts';
import type { Run } from './run.ts';
import type { ElementInstance, Json, Variables, Wait } from './types.ts';

/** One element instance at work in a step: what an element's verbs may see and do. */
export class Visit {
  constructor(
    readonly run: Run,
    readonly id: number,
    readonly prepared: PreparedNode,
  ) {}

  get node(): ModelNode {
    return this.prepared.node;
  }

  /** The instance as it is now. */
  get instance(): ElementInstance {
    const found = this.run.find(this.id);
    if (found === undefined) throw new Error(`Element instance ${this.id} (${this.prepared.id}) is gone.`);
    return found;
  }

  /** Is it there, and not being taken down? */
  get isAlive(): boolean {
    const instance = this.run.find(this.id);
    return instance !== undefined && !isLeaving(instance);
  }

  /** Value of an expression; what fails becomes an incident. */
  evaluate(expression: Expression, extra?: Variables): Json {
    return this.run.evaluate(expression, this.id, this.prepared.id, extra);
  }

  /** Value as text, or undefined when the expression is absent or null. */
  text(expression: Expression | undefined): string | undefined {
    if (expression === undefined) return undefined;
    const value = this.evaluate(expression);
    return value === null ? undefined : asText(value);
  }

  /** Value as text that must be there. */
  need(expression: Expression | undefined, type: string, what: string): string {
    const text = this.text(expression);
    return text ? text : this.fail(type, `expected ${what}, found none`);
  }

  /** A list of texts from a FEEL list or a comma-separated text. */
  texts(expression: Expression | undefined): string[] {
    if (expression === undefined) return [];
    const value = this.evaluate(expression);
    if (value === null) return [];
    if (Array.isArray(value)) return value.filter((one) => one !== null).map(asText);
    return asText(value)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }

  /** Does the condition hold? Anything but true and false fails, save null, which does not hold. */
  holds(expression: Expression | undefined, extra?: Variables): boolean {
    if (expression === undefined) return false;
    const value = this.evaluate(expression, extra);
    if (typeof value === 'boolean') return value;
    if (value === null) return false;
    throw new Failure(
      'expression',
      `${this.prepared.id}: expected true or false from «${'feel' in expression ? expression.feel : expression.text}», found ${JSON.stringify(value)}`,
    );
  }

  /** Stops here with an incident. */
  fail(type: string, message: string): never {
    throw new Failure(type, `${this.prepared.id}: ${message}`);
  }

  /** Opens a wait of this instance; `node` names the event that stands for it when that is not this node. */
  open(spec: WaitSpec, node = this.prepared.id): Wait {
    // The spec was made for this call: numbering it in place spares a copy of every wait.
    return this.run.openWait(Object.assign(spec, { id: this.run.nextId(), element: this.id, node }) as Wait);
  }

  /** Closes a wait that came to its end. */
  done(wait: Wait): void {
    this.run.closeWait(wait, 'done');
  }

  /** Completes with the result of the work. */
  complete(result: Variables = {}): void {
    this.run.complete(this.id, result);
  }

  /** Completes and takes exactly these flows. */
  leave(flows: ModelFlow[]): void {
    this.run.leave(this, flows);
  }

  /** Flows whose condition holds, in document order; a flow without condition holds, the default flow is left out. */
  holdingFlows(): ModelFlow[] {
    return this.prepared.outgoing.filter(
      (flow) =>
        flow.id !== this.node.defaultFlow && (flow.condition === undefined || this.holds(flow.condition)),
    );
  }

  get defaultFlow(): ModelFlow | undefined {
    return this.prepared.outgoing.find((flow) => flow.id === this.node.defaultFlow);
  }

  /** Sets variables of this instance. */
  set(values: Variables): void {
    this.run.setVariables(this.id, values);
  }

  get data(): Variables {
    return this.instance.data ?? {};
  }

  /** Merges into the private state of this instance; null removes. */
  remember(data: Variables): void {
    this.run.record({ kind: 'element.data', element: this.id, data });
  }
}
