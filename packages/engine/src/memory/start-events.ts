import type { Variables } from '../core/types.ts';
import type { Model, Trigger } from '../model/types.ts';
import { fixed } from './timer-starts.ts';

/** A case that a start event begins. */
export interface Beginning {
  model: Model;
  node: string;
  variables: Variables;
  /** Present where the model wants one active case per correlation key. */
  once?: string;
}

/** A trigger that happened. */
type Happened = { kind: 'message' | 'signal'; name: string; correlationKey?: string | undefined };

const matches = (trigger: Trigger, { kind, name }: Happened): boolean =>
  (trigger.kind === 'message' || trigger.kind === 'signal') &&
  trigger.kind === kind &&
  fixed(trigger.name) === name;

/**
 * Start events of processes that messages and signals trigger. A parallel multiple event begins a case when all its
 * triggers have happened, with the variables of all (BPMN 2.0.2, 13.5.1); a message with a correlation key in the model
 * has one active case per key.
 */
export class StartEvents {
  private readonly gathered = new Map<string, { seen: Set<number>; variables: Variables }>();

  /** What begins because of a message or signal; `noted` is true where one waits for the rest of its triggers. */
  react(
    models: Iterable<Model>,
    happened: Happened,
    variables: Variables,
  ): { beginnings: Beginning[]; noted: boolean } {
    let noted = false;
    const beginnings = [...models].flatMap((model) => {
      const hits = model.starts.filter(({ trigger }) => matches(trigger, happened));
      return hits.flatMap(({ node, trigger }) => {
        if (model.nodes[node]!.parallelMultiple) {
          noted = true;
          return this.gather(model, node, trigger, variables);
        }
        const keyed = trigger.kind === 'message' && trigger.correlationKey !== undefined;
        if (!keyed || happened.correlationKey === undefined) return [{ model, node, variables }];
        return [{ model, node, variables, once: `${happened.name}\n${happened.correlationKey}` }];
      });
    });
    return { beginnings, noted };
  }

  private gather(model: Model, node: string, trigger: Trigger, variables: Variables): Beginning[] {
    const triggers = model.starts.filter((one) => one.node === node).map((one) => one.trigger);
    const key = `${model.processId} ${node}`;
    const found = this.gathered.get(key) ?? { seen: new Set<number>(), variables: {} };
    found.seen.add(triggers.indexOf(trigger));
    Object.assign(found.variables, variables);
    this.gathered.set(key, found);
    if (found.seen.size < triggers.length) return [];
    this.gathered.delete(key);
    return [{ model, node, variables: found.variables }];
  }
}
