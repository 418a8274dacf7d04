/** SQL for the day on which a moment falls in the time zone that a column holds. */
export const dayOf = (moment: string, zone: string): string => `(${moment} at time zone ${zone})::date`;

/**
 * SQL for today in the time zone that a column holds: the day of the database's own clock is not that of a district at night.
 * A query that asks it of many rows joins the districts first.
 */
export const todayIn = (zone: string): string => dayOf('now()', zone);

/** SQL for today in the district of the school whose id an expression gives. */
export const todayOfSchool = (school: string): string =>
  `(select ${todayIn('z.time_zone')} from schools y join districts z on z.id = y.district_id where y.id = ${school})`;

/** SQL condition that a pair of schools (an alias of `partnerships`) holds today in a time zone. */
export const pairHolds = (pair: string, zone: string): string =>
  `${todayIn(zone)} between ${pair}.valid_from and coalesce(${pair}.valid_to, 'infinity')`;
