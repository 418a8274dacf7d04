import type { Role } from '@opora/contracts';
import type { CurrentUser, Grant } from './user.ts';

/** Where something stands: what sight of a case, task, school or incident depends on. */
export interface Place {
  districtId: string | null;
  schoolId: string | null;
}

/** What of a task decides who may do it. */
export interface TaskSubject extends Place {
  assignee: string | null;
  candidateUsers: string[];
  candidateGroups: string[];
  completedBy: string | null;
  voters: string[] | null;
}

/** What a user may want to do with something that stands somewhere. */
export type PlaceAction =
  | 'case.read'
  | 'case.start'
  | 'case.manage'
  | 'task.assign'
  | 'incident.retry'
  | 'job.work'
  | 'message.publish'
  | 'school.read'
  | 'import.write'
  | 'register.write'
  | 'calendar.write'
  | 'roadmap.read'
  | 'roadmap.write'
  | 'roadmap.report'
  | 'identification.read'
  | 'identification.write'
  | 'indicator.read'
  | 'indicator.write'
  | 'indicator.report'
  | 'matching.read'
  | 'matching.write'
  | 'profile.read'
  | 'profile.write'
  | 'profile.decide'
  | 'profile.mark'
  | 'document.read'
  | 'document.write'
  | 'document.sign'
  | 'audit.read';

/** What a user may want to do at all. */
export type GlobalAction =
  | 'deployment.create'
  | 'model.edit'
  | 'model.read'
  | 'case.start'
  | 'job.work'
  | 'message.publish'
  | 'audit.read'
  | 'users.manage'
  | 'people.read'
  | 'decision.evaluate'
  | 'statistics.read';

/** Roles that see a whole district. */
const districtRoles: ReadonlySet<Role> = new Set(['coordinator', 'committee', 'method']);

/** Which roles may do what; sight comes on top. The regional operator changes nothing, the administrator decides nothing. */
const doers: Record<PlaceAction | GlobalAction, ReadonlySet<Role>> = {
  'case.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'school.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'import.write': new Set(['coordinator', 'method']),
  'register.write': new Set(['coordinator', 'method']),
  'calendar.write': new Set(['coordinator', 'director']),
  'roadmap.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'roadmap.write': new Set(['coordinator', 'method']),
  'roadmap.report': new Set(['coordinator', 'method', 'director']),
  'profile.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'profile.write': new Set(['coordinator', 'method', 'director']),
  'profile.decide': new Set(['coordinator', 'method']),
  'profile.mark': new Set(['coordinator', 'method', 'committee']),
  'document.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'document.write': new Set(['coordinator', 'method']),
  'document.sign': new Set(['coordinator']),
  'identification.read': new Set(['region', 'coordinator', 'committee', 'method']),
  'identification.write': new Set(['coordinator', 'method']),
  'indicator.read': new Set(['region', 'coordinator', 'committee', 'method', 'director', 'curator']),
  'indicator.write': new Set(['coordinator', 'method']),
  'indicator.report': new Set(['coordinator', 'method', 'director']),
  'matching.read': new Set(['region', 'coordinator', 'committee', 'method']),
  'matching.write': new Set(['coordinator', 'method']),
  'case.start': new Set(['coordinator']),
  'case.manage': new Set(['coordinator']),
  'task.assign': new Set(['coordinator']),
  'incident.retry': new Set(['coordinator', 'admin']),
  'job.work': new Set(['coordinator', 'admin']),
  'message.publish': new Set(['coordinator', 'admin']),
  'audit.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method']),
  'deployment.create': new Set(['coordinator', 'admin']),
  'model.edit': new Set(['coordinator', 'method', 'admin']),
  'model.read': new Set(['coordinator', 'method', 'committee', 'region', 'admin']),
  'users.manage': new Set(['admin']),
  'people.read': new Set(['coordinator', 'admin']),
  'statistics.read': new Set(['admin', 'region', 'coordinator', 'committee', 'method']),
  'decision.evaluate': new Set(['admin', 'coordinator', 'committee', 'method']),
};

/** Roles whose holders take part in cases: they may get tasks. */
const actors: ReadonlySet<Role> = new Set([
  'coordinator',
  'committee',
  'method',
  'expert',
  'director',
  'curator',
]);

/** Whether a grant lets its holder see what stands at a place (experts see by their tasks only). */
export function sees(user: CurrentUser, grant: Grant, place: Place): boolean {
  switch (grant.role) {
    case 'admin':
      return true;
    case 'region':
      return place.districtId !== null && user.regionDistricts.includes(place.districtId);
    case 'director':
      return place.schoolId !== null && place.schoolId === grant.schoolId;
    case 'curator':
      return (
        place.schoolId !== null &&
        user.paired.some((pair) => pair.partnerId === grant.schoolId && pair.schoolId === place.schoolId)
      );
    case 'expert':
      return false;
    default:
      return (
        districtRoles.has(grant.role) && place.districtId !== null && place.districtId === grant.districtId
      );
  }
}

/** The role in which a user may do something at a place; undefined: not at all. */
export const roleFor = (user: CurrentUser, action: PlaceAction, place: Place): Role | undefined =>
  user.grants.find((grant) => doers[action].has(grant.role) && sees(user, grant, place))?.role;

/** Whether a user may do something at a place. */
export const can = (user: CurrentUser, action: PlaceAction, place: Place): boolean =>
  roleFor(user, action, place) !== undefined;

/** The role in which a user may do something that stands nowhere; undefined: not at all. */
export const roleAnywhere = (user: CurrentUser, action: GlobalAction): Role | undefined =>
  user.grants.find((grant) => doers[action].has(grant.role))?.role;

/** Whether a task is offered or given to the user as an expert: the only thing experts see. */
export function offeredToExpert(user: CurrentUser, task: TaskSubject): boolean {
  const grants = user.grants.filter((grant) => grant.role === 'expert');
  if (grants.length === 0) return false;
  const named =
    task.assignee === user.login ||
    task.completedBy === user.login ||
    task.candidateUsers.includes(user.login) ||
    (task.voters?.includes(user.login) ?? false);
  const offered =
    task.assignee === null &&
    task.candidateGroups.includes('expert') &&
    grants.some((grant) => grant.districtId !== null && grant.districtId === task.districtId);
  return named || offered;
}

/**
 * Whether a task names the user as a curator. A proposed partner is asked for consent before the pair exists, so the
 * curator sees this one task, and nothing else of the case.
 */
export const namedToCurator = (user: CurrentUser, task: TaskSubject): boolean =>
  user.grants.some((grant) => grant.role === 'curator') &&
  (task.assignee === user.login ||
    task.completedBy === user.login ||
    task.candidateUsers.includes(user.login));

/** Whether a user may see a task. */
export const seesTask = (user: CurrentUser, task: TaskSubject): boolean =>
  can(user, 'case.read', task) || offeredToExpert(user, task) || namedToCurator(user, task);

/**
 * The role in which a user may do a task; undefined: not among its candidates. A task that names nobody is the
 * coordinator's. Being assigned or named never opens a case that the user could not see, but for experts and the
 * curators of proposed partners.
 */
export function roleInTask(user: CurrentUser, task: TaskSubject): Role | undefined {
  const named = task.assignee === user.login || task.candidateUsers.includes(user.login);
  const nobody =
    task.candidateUsers.length === 0 && task.candidateGroups.length === 0 && !task.voters?.length;
  const mayVote = !task.voters?.length || task.voters.includes(user.login);
  const grants = user.grants.filter(
    (grant) =>
      actors.has(grant.role) &&
      (grant.role === 'expert'
        ? offeredToExpert(user, task)
        : sees(user, grant, task) || (grant.role === 'curator' && namedToCurator(user, task))),
  );
  if (!mayVote) return undefined;
  const byGroup = grants.find((grant) => task.candidateGroups.includes(grant.role));
  if (byGroup) return byGroup.role;
  if (named || task.voters?.length) return grants[0]?.role;
  return nobody ? grants.find((grant) => grant.role === 'coordinator')?.role : undefined;
}

/** Whether somebody could be given a task: they take part in cases and would see this one. Experts see what they are given. */
export const canBeAssigned = (user: CurrentUser, place: Place): boolean =>
  user.grants.some((grant) =>
    grant.role === 'expert'
      ? grant.districtId === null || grant.districtId === place.districtId
      : actors.has(grant.role) && sees(user, grant, place),
  );
