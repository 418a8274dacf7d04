import { parseTarget, type TargetComparison } from '@opora/domain';
import { indicatorsOf } from '@opora/store';
import { isBlank, type KnownSource } from './known-source.ts';

const aims: { readonly [comparison in TargetComparison]?: 'at-least' | 'at-most' } = {
  'at-least': 'at-least',
  'more-than': 'at-least',
  'at-most': 'at-most',
  'less-than': 'at-most',
};

/** The indicators of the district whose plan is one number, with that plan; the values are entered by hand. */
export const districtIndicators: KnownSource = async (database, { districtId, current }) => {
  if (!districtId || !isBlank(current)) return undefined;
  const rows = (await indicatorsOf(database, districtId)).flatMap(({ title, target }) => {
    const { comparison, value } = parseTarget(target);
    const aim = comparison === null ? undefined : aims[comparison];
    return value === null || !aim ? [] : [{ name: title, target: value, aim }];
  });
  return rows.length === 0 ? undefined : rows;
};
