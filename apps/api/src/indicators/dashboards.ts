import type { Heat, HeatCell, IndicatorValue, Movement, SchoolSheet } from '@opora/contracts';
import {
  betterWay,
  describeTarget,
  type Frequency,
  frequencyNames,
  LEAST_ALIKE,
  type Mark,
  median,
  movement,
  outliers,
  parseTarget,
  periodById,
  standing,
  type StandingRule,
} from '@opora/domain';
import type { Row, StoredIndicator } from '@opora/store';
import { isoOf } from '../platform/times.ts';
import type { HeatSchool, ValueRow } from './indicators.repository.ts';

/** How many periods back the advice and the dynamics look. */
export const DEPTH = 4;

/** The part of an indicator that tables show. */
export const shortIndicator = (row: StoredIndicator) => ({
  ...{ id: row.id, code: row.code, title: row.title, plan: describeTarget(parseTarget(row.target)) },
  unit: row.unit || (parseTarget(row.target).unit ?? ''),
  ...{ frequency: row.frequency, frequencyName: frequencyNames[row.frequency as Frequency].ru },
});

/** What is known of an indicator before its values: a heat map has hundreds of cells of each. */
interface Read {
  indicator: StoredIndicator;
  better: ReturnType<typeof betterWay>;
  titles: Map<string, string>;
}

const read = (indicator: StoredIndicator): Read => ({
  indicator,
  better: betterWay(parseTarget(indicator.target)),
  titles: new Map(),
});

function titleOf(period: string, { indicator, titles }: Read): string {
  let title = titles.get(period);
  if (title === undefined) {
    title = periodById(indicator.frequency as Frequency, period)?.title ?? period;
    titles.set(period, title);
  }
  return title;
}

const valueOf = (row: ValueRow, of: Read): IndicatorValue => ({
  ...{ period: row.period, value: row.value, mark: row.mark, reason: row.reason, state: row.state },
  periodTitle: titleOf(row.period, of),
});

/** Values by school and indicator, newest first. */
export type ValueIndex = Map<string, Map<string, ValueRow[]>>;
/** Puts rows in reach. */
export function indexValues(rows: readonly ValueRow[]): ValueIndex {
  const index: ValueIndex = new Map();
  for (const row of rows) {
    const school = index.get(row.school_id) ?? new Map<string, ValueRow[]>();
    index.set(row.school_id, school);
    const list = school.get(row.indicator_id) ?? [];
    school.set(row.indicator_id, list);
    list.push(row);
  }
  return index;
}

/** Values that nobody has returned: those alone are compared, marked and counted. */
const standingRows = (rows: readonly ValueRow[]): ValueRow[] =>
  rows.filter(({ state }) => state !== 'returned');

/** The marks of the last rounds over all indicators: the newest of each, then the ones before. Returned values say nothing. */
const roundsOf = (values: ReadonlyMap<string, ValueRow[]> | undefined): Mark[][] =>
  Array.from({ length: DEPTH }, (_, back) =>
    [...(values?.values() ?? [])].flatMap((list) => {
      const row = standingRows(list)[back];
      return row ? [row.mark] : [];
    }),
  );

/** What the values advise for a school. */
export const standingOf = (
  values: ReadonlyMap<string, ValueRow[]> | undefined,
  left: boolean,
  rule: StandingRule,
) => standing(roundsOf(values), { left, rule });

/** How the newest value moved; one that was returned has not moved anywhere. */
function moved(rows: readonly ValueRow[], { better }: Read): Movement {
  if (rows[0]?.state === 'returned') return 'none';
  const [now, before] = standingRows(rows);
  return movement(before?.value ?? null, now?.value ?? null, better);
}

const newest = (index: ValueIndex, indicatorId: string): { schoolId: string; value: number }[] =>
  [...index].flatMap(([schoolId, values]) => {
    const row = values.get(indicatorId)?.find(({ state }) => state !== 'returned');
    return row && row.value !== null ? [{ schoolId, value: row.value }] : [];
  });

/** Lays values out as a heat map; `all` are the district's values where they could be read at once, for middles and outliers. */
export function heatOf(
  indicators: readonly StoredIndicator[],
  schools: readonly HeatSchool[],
  values: ValueIndex,
  all: ValueIndex | null,
  rule: StandingRule,
): Pick<Heat, 'indicators' | 'schools'> {
  const apart = new Map(
    indicators.map((indicator) => [
      indicator.id,
      new Map(all ? outliers(newest(all, indicator.id)).map(({ schoolId, side }) => [schoolId, side]) : []),
    ]),
  );
  const known = indicators.map(read);
  return {
    indicators: indicators.map((indicator) => ({
      ...shortIndicator(indicator),
      median: all ? median(newest(all, indicator.id).map(({ value }) => value)) : null,
    })),
    schools: schools.map((school) => {
      const own = values.get(school.id);
      return {
        ...{ id: school.id, name: school.name, standing: standingOf(own, school.left, rule) },
        cells: known.flatMap((of): HeatCell[] => {
          const { indicator } = of;
          const list = own?.get(indicator.id);
          const [now] = list ?? [];
          if (!list || !now) return [];
          return [
            {
              ...valueOf(now, of),
              indicatorId: indicator.id,
              movement: moved(list, of),
              outlier: now.state === 'returned' ? null : (apart.get(indicator.id)!.get(school.id) ?? null),
            },
          ];
        }),
      };
    }),
  };
}

/** The indicators of a school's page: history, and the middles of the district and of schools alike, where enough of these have a value. */
export function sheetIndicators(
  schoolId: string,
  indicators: readonly StoredIndicator[],
  story: readonly Row[],
  all: ValueIndex,
  alike: readonly string[],
): SchoolSheet['indicators'] {
  return indicators.map((indicator) => {
    const of = read(indicator);
    const rows = story.filter((row) => row['indicator_id'] === indicator.id).slice(0, 12);
    const others = newest(all, indicator.id);
    const near = others.filter((one) => alike.includes(one.schoolId));
    return {
      ...shortIndicator(indicator),
      values: rows.map((row) => ({
        ...valueOf(row as ValueRow, of),
        note: row['note'] as string,
        remark: row['state'] === 'returned' ? (row['remark'] as string | null) : null,
        by: row['by_name'] as string | null,
        at: isoOf(row['at']),
        checkedBy: row['checker'] as string | null,
        evidence: row['evidence'] as { id: string; name: string; size: number }[],
      })),
      movement: moved(rows as ValueRow[], of),
      outlier:
        rows[0]?.['state'] === 'returned'
          ? null
          : (outliers(others).find((one) => one.schoolId === schoolId)?.side ?? null),
      district: median(others.map(({ value }) => value)),
      alike: near.length >= LEAST_ALIKE ? median(near.map(({ value }) => value)) : null,
    };
  });
}
