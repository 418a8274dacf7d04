/**
 * Events of its history after which a run of a case hands over to the next (continue-as-new). A worker that does not have
 * the case in memory replays its run, up to 1 ms an event on a busy machine; so it waits half a second, however long the case is.
 */
export const eventsPerRun = 500;
/** Updates after which a run hands over unless the input says otherwise; a run may take 2,000 in all. */
const updatesPerRun = 1500;
/** Updates after that at which it hands over even with a connector at work; the next run starts the connector again. */
const patience = 400;
/** Events that a next run writes for a wait when it opens it again: the start of a timer, or a connector's three. */
const eventsPerWait = 3;

/** When a run of a case hands over to the next. */
export interface RunLimits {
  /** Updates after which a run hands over; 1,500 unless stated, Temporal takes 2,000. */
  handOverAfter?: number;
  /** Events of the history after which a run hands over, with room for what is open; no limit in cases that older versions started. */
  handOverAtEvents?: number;
}

/** How long a run has become. */
export interface RunLength {
  updates: number;
  events: number;
  /** Whether the server suggests to hand over. */
  suggested: boolean;
  /** Waits that the next run would have to open again. */
  waits: () => number;
}

/** Whether a run of that length should hand over as soon as nothing is at work. */
export function isLong(
  { updates, events, suggested, waits }: RunLength,
  { handOverAfter = updatesPerRun, handOverAtEvents = Infinity }: RunLimits,
): boolean {
  if (suggested || updates >= handOverAfter) return true;
  return events >= handOverAtEvents && events >= handOverAtEvents + eventsPerWait * waits();
}

/** Whether a run has waited long enough for its connectors. */
export const isImpatient = ({ updates }: Pick<RunLength, 'updates'>, limits: RunLimits): boolean =>
  updates > (limits.handOverAfter ?? updatesPerRun) + patience;
