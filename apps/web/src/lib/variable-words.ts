/** True for variables that carry the case along and say nothing to people. */
export function isTechnical(name: string): boolean {
  return /^(schoolId|districtId|partnerDistrictId|programmeId|rootCaseId|caseId|stageId|deadlines|terms|loopCounter)$/.test(name) || name.startsWith('_');
}
