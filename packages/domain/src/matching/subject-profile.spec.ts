import { describe, expect, it } from '@jest/globals';
import type { WorkResult } from '../identification/reference.ts';
import { subjectProfiles } from './index.ts';

const work = (schoolId: string, subject: string, participants: number, belowMinimum: number): WorkResult => ({
  ...{ schoolId, subject, participants, belowMinimum },
  ...{ procedure: 'ВПР' as const, grade: 5, year: 2031, mean: 3.5 },
});
const subjects = (results: { subject: string }[] = []): string[] => results.map(({ subject }) => subject);

describe('subjectProfiles', () => {
  const profiles = subjectProfiles([
    work('weak', 'математика', 10, 3),
    work('weak', 'физика', 100, 29),
    work('strong', 'математика', 20, 1),
    work('strong', 'химия', 20, 2),
    work('other', 'химия', 80, 4),
    work('empty', 'математика', 0, 0),
  ]);

  it('calls a subject weak from 30 % below the minimum', () => {
    expect(subjects(profiles.get('weak')!.needs)).toEqual(['математика']);
    expect(profiles.get('weak')!.needs[0]).toMatchObject({ participants: 10, share: 30 });
  });

  it('calls a subject strong up to 10 % only where the school is no worse than all together', () => {
    expect(subjects(profiles.get('strong')!.strengths)).toEqual(['математика']);
    expect(subjects(profiles.get('other')!.strengths)).toEqual(['химия']);
  });

  it('says nothing of works that nobody wrote', () => {
    expect(profiles.has('empty')).toBe(false);
  });
});
