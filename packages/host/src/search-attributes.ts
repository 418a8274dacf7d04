import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { searchAttributes } from './ids.ts';
import type { Subject } from './protocol.ts';

/** Search attributes of a case, those that it has. */
export function searchAttributePairs(subject: Subject, businessKey?: string): SearchAttributePair[] {
  const values = {
    school: subject.schoolId,
    district: subject.districtId,
    stage: subject.stage,
    businessKey,
  };
  return (Object.keys(searchAttributes) as (keyof typeof searchAttributes)[]).flatMap((name) => {
    const value = values[name];
    return value === undefined
      ? []
      : [{ key: defineSearchAttributeKey(searchAttributes[name], 'KEYWORD'), value }];
  });
}
