import {
  calendarOf,
  dayIn,
  type Frequency,
  frequencies,
  lastEnded,
  readMonitoringRules,
  workingTimeOf,
} from '@opora/domain';
import { monitoringOf, openRound, workingDaysAt } from '@opora/store';
import type { Connector } from './connector.ts';

/**
 * Opens the monitoring round of every period that is over: per district and frequency of its indicators, once. A period that
 * ended before the first of these indicators was defined is nobody's business.
 */
export const openRounds: Connector = async (job, { database }) => {
  const wanted = await database.query<{
    district_id: string;
    frequency: string;
    time_zone: string;
    since: string;
  }>(
    `select i.district_id, i.frequency, d.time_zone, (min(i.created_at) at time zone d.time_zone)::date::text as since
     from indicators i join districts d on d.id = i.district_id where i.archived_at is null group by i.district_id, i.frequency, d.time_zone
     order by i.district_id, i.frequency`,
  );
  const opened: { districtId: string; period: string; schools: number }[] = [];
  for (const { district_id: districtId, frequency, time_zone: timeZone, since } of wanted) {
    if (!frequencies.includes(frequency as Frequency)) continue;
    const today = dayIn(timeZone, job.now);
    const period = lastEnded(frequency as Frequency, today);
    if (period.to < since) continue;
    const { answerDays } = readMonitoringRules((await monitoringOf(database, districtId))?.monitoring);
    const calendar = calendarOf(workingTimeOf(await workingDaysAt(database, districtId, null)));
    const round = {
      ...{ districtId, frequency, period: period.id, title: period.title, from: period.from, to: period.to },
      ...{ due: calendar.addWorkingDays(today, answerDays), login: null },
    };
    const made = await database.transaction((q) => openRound(q, round));
    if (made) opened.push({ districtId, period: period.title, schools: made.schools });
  }
  return { openedRounds: opened as never };
};
