import { schoolStatusNames, type SchoolStatus } from '../school.ts';

/** What a cluster is called in documents; a school that has not been judged has none. */
export const clusterName = (status: string | null): string =>
  status !== null && Object.hasOwn(schoolStatusNames, status)
    ? schoolStatusNames[status as SchoolStatus].ru
    : 'группа не определена';
