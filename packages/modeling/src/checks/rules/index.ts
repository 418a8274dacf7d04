import type { Rule } from '../rule.ts';
import { approvalWayBack } from './approval-way-back.ts';
import { deadlineEscalates } from './deadline-escalates.ts';
import { knownDecision } from './known-decision.ts';
import { knownForm } from './known-form.ts';
import { knownProcess } from './known-process.ts';
import { knownRole } from './known-role.ts';
import { taskHasForm } from './task-has-form.ts';
import { taskHasPeople } from './task-has-people.ts';

/** Our own rules; each is a file beside this one. */
export const rules: Rule[] = [
  approvalWayBack,
  deadlineEscalates,
  knownDecision,
  knownForm,
  knownProcess,
  knownRole,
  taskHasForm,
  taskHasPeople,
];
