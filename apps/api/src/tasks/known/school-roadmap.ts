import { riskFactor } from '@opora/domain';
import type { Json } from '@opora/engine';
import { measureKey } from '@opora/store';
import { isBlank, type KnownSource } from './known-source.ts';

type Row = { [field: string]: Json };

/** Measures of the case's anti-risk programmes, numbered by factor, behind those that the roadmap has already. */
export const schoolRoadmap: KnownSource = (_database, { variables, current }) => {
  const standing = rows(current).filter((row) => !isBlank(row['title']));
  const names = new Set(standing.map((row) => measureKey(String(row['title']))));
  const known = rows(variables['antiRiskProgrammes']).flatMap(({ factor, programme }) => {
    const number = typeof factor === 'string' ? riskFactor(factor)?.number : undefined;
    const { measures, indicators } = (programme ?? {}) as { measures?: Json; indicators?: Json };
    // Several indicators of a programme cannot be told apart by measure; one stands for all.
    const indicator =
      typeof indicators === 'string' && !/[\n;]/.test(indicators.trim()) ? indicators.trim() : '';
    return number === undefined
      ? []
      : rows(measures).map(({ title, term, responsible }, index) => ({
          ...{ number: `${number}.${index + 1}`, title: title ?? '', term: term ?? '' },
          ...{ responsible: responsible ?? '', indicator, result: '' },
        }));
  });
  const missing = known.filter(({ title }) => {
    const key = measureKey(String(title));
    return key !== '' && !names.has(key) && names.add(key);
  });
  return Promise.resolve(missing.length === 0 ? undefined : [...standing, ...missing]);
};

const rows = (list: Json | undefined): Row[] =>
  Array.isArray(list)
    ? list.filter((one): one is Row => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];
