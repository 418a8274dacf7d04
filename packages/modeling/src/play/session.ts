import {
  liveElements,
  openWaits,
  rebuild,
  visibleVariables,
  type CaseState,
  type Incident,
  type JournalEntry,
  type Variables,
  type Wait,
} from '@opora/engine';
import { ScenarioFailure } from '../scenario/failure.ts';
import { Playing, type Deployed, type Moment, type PlayStart } from '../scenario/playing.ts';
import { scenarioStepSchema, type ScenarioStep } from '../scenario/scenario.ts';
import { choicesOf, type Choice } from './choices.ts';

/** A case as it stood at a moment. */
export interface CaseView {
  caseId: string;
  processId: string;
  name: string;
  parent?: string;
  status: CaseState['status'];
  /** Elements where a token stands, passed elements and taken flows, elements with an incident. */
  active: string[];
  passed: string[];
  flows: string[];
  incidents: Incident[];
  variables: Variables;
  waits: Wait[];
}

/** What stood at a moment of a play, and what had just happened. */
export interface MomentView {
  index: number;
  now: number;
  cases: CaseView[];
  moment?: Moment;
  /** When a choice had just been made: all ways with their conditions. */
  choice?: ChoiceView;
}

/** A choice that an element made: all ways out of it, and the one that was taken. */
export interface ChoiceView {
  caseId: string;
  node: string;
  name?: string;
  taken: string;
  ways: Choice[];
}

/** A play that can be taken back: it is its start and its steps, and everything else follows from them. */
export class PlaySession {
  steps: ScenarioStep[] = [];
  play: Playing;

  constructor(
    readonly begin: PlayStart,
    private readonly deployed: Deployed,
  ) {
    this.play = new Playing(begin, deployed);
  }

  /** Does a step. One that cannot be done leaves everything as it was and is told. */
  act(step: Partial<ScenarioStep>): ScenarioFailure | undefined {
    const whole = scenarioStepSchema.parse(step);
    try {
      this.play.act(whole);
    } catch (error) {
      this.replay(this.steps);
      if (error instanceof ScenarioFailure) return error;
      throw error;
    }
    const incident = this.play.incident();
    this.steps = [...this.steps, incident ? { ...whole, incidents: true } : whole];
    return undefined;
  }

  /** Takes back everything after the act of that number; 0 leaves only the start. */
  back(acts: number): void {
    this.replay(this.steps.slice(0, acts));
  }

  /** How many moments there are; moment 0 is before the start. */
  get length(): number {
    return this.play.moments.length;
  }

  /** What stood after the first `index` lines of the journals. */
  at(index: number): MomentView {
    const moments = this.play.moments.slice(0, index);
    const moment = moments.at(-1);
    const journals = new Map<string, JournalEntry[]>();
    for (const { caseId, entry } of moments) journals.set(caseId, [...(journals.get(caseId) ?? []), entry]);
    const cases = [...journals].map(([caseId, journal]) => this.viewOf(caseId, journal));
    const choice = moment && this.choiceAt(moment, journals.get(moment.caseId)!);
    return {
      index,
      now: moment?.entry.at ?? this.play.host.now,
      cases,
      ...(moment ? { moment } : {}),
      ...(choice ? { choice } : {}),
    };
  }

  /** Every choice that the last act brought about, in their order. */
  lastChoices(): ChoiceView[] {
    const { moments } = this.play;
    const act = moments.at(-1)?.act;
    const journals = new Map<string, JournalEntry[]>();
    const found: ChoiceView[] = [];
    for (const moment of moments) {
      const journal = [...(journals.get(moment.caseId) ?? []), moment.entry];
      journals.set(moment.caseId, journal);
      const choice = moment.act === act ? this.choiceAt(moment, journal) : undefined;
      if (choice) found.push(choice);
    }
    return found;
  }

  private replay(steps: ScenarioStep[]): void {
    this.steps = steps;
    this.play = new Playing(this.begin, this.deployed);
    for (const step of steps) this.play.act(step);
  }

  private viewOf(caseId: string, journal: JournalEntry[]): CaseView {
    const { model, parent } = this.play.host.cases.get(caseId)!;
    const state = rebuild(journal);
    return {
      caseId,
      processId: model.processId,
      name: model.name ?? model.processId,
      ...(parent ? { parent: parent.caseId } : {}),
      status: state.status,
      active: [...new Set(liveElements(state).map(({ node }) => node))].filter(
        (node) => node !== model.processId,
      ),
      passed: [
        ...new Set(
          journal.flatMap((entry) =>
            entry.kind === 'element.completed' && entry.node !== model.processId ? [entry.node] : [],
          ),
        ),
      ],
      flows: [...new Set(journal.flatMap((entry) => (entry.kind === 'flow.taken' ? [entry.flow] : [])))],
      incidents: Object.values(state.incidents),
      variables: visibleVariables(state),
      waits: openWaits(state),
    };
  }

  private choiceAt({ caseId, entry }: Moment, journal: JournalEntry[]): ChoiceView | undefined {
    if (entry.kind !== 'flow.taken') return undefined;
    const { model } = this.play.host.cases.get(caseId)!;
    const source = model.flows[entry.flow]?.source;
    const node = source === undefined ? undefined : model.nodes[source];
    if (!node || node.outgoing.length < 2) return undefined;
    const before = rebuild(journal.slice(0, -1));
    return {
      caseId,
      node: node.id,
      ...(node.name === undefined ? {} : { name: node.name }),
      taken: entry.flow,
      ways: choicesOf(model, before, node.id, entry.scope),
    };
  }
}
