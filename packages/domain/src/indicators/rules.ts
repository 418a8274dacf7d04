import { z } from 'zod';
import { usualStandingRule } from './standing.ts';

/** What a district may set about its monitoring: working days for answers, and when schools leave and come back. */
export const monitoringRulesSchema = z.strictObject({
  answerDays: z.int().min(1).max(60),
  /** Good rounds in a row to leave; the dashboards look four rounds back. */
  exitRounds: z.int().min(1).max(4),
  exitGreen: z.number().min(1).max(100),
  returnRed: z.number().min(1).max(100),
});
/** What a district may set about its monitoring. */
export type MonitoringRules = z.infer<typeof monitoringRulesSchema>;

/** Ten working days for answers and {@link usualStandingRule}: own defaults, no document gives them. */
export const usualMonitoringRules: MonitoringRules = { answerDays: 10, ...usualStandingRule };

/** The rules of a programme: what it says, the usual ones for the rest and for what cannot be read. */
export function readMonitoringRules(stored: unknown): MonitoringRules {
  const given = monitoringRulesSchema.partial().safeParse(stored);
  return { ...usualMonitoringRules, ...(given.success ? given.data : {}) };
}
