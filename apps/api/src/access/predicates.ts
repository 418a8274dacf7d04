import type { Conditions } from '../platform/conditions.ts';
import type { CurrentUser } from './user.ts';

/** Districts and schools that a user sees through roles; the same rules as `sees`, as lists. */
export function sightOf(user: CurrentUser): {
  all: boolean;
  districts: string[];
  schools: string[];
  expertDistricts: string[];
  expert: boolean;
} {
  const districts = new Set<string>();
  const schools = new Set<string>();
  const expertDistricts = new Set<string>();
  for (const { role, districtId, schoolId } of user.grants) {
    if (role === 'region') user.regionDistricts.forEach((id) => districts.add(id));
    if ((role === 'coordinator' || role === 'committee' || role === 'method') && districtId)
      districts.add(districtId);
    if (role === 'director' && schoolId) schools.add(schoolId);
    if (role === 'curator')
      user.paired.filter((pair) => pair.partnerId === schoolId).forEach((pair) => schools.add(pair.schoolId));
    if (role === 'expert' && districtId) expertDistricts.add(districtId);
  }
  return {
    all: user.grants.some((grant) => grant.role === 'admin'),
    districts: [...districts],
    schools: [...schools],
    expertDistricts: [...expertDistricts],
    expert: user.grants.some((grant) => grant.role === 'expert'),
  };
}

/** SQL: the task `t` is offered or given to the user as an expert (`offeredToExpert`). */
function offered(user: CurrentUser, t: string, where: Conditions): string {
  const login = where.bind(user.login);
  const { expertDistricts } = sightOf(user);
  const group = `${t}.assignee is null and 'expert' = any(${t}.candidate_groups) and ${t}.district_id = any(${where.bind(expertDistricts)}::text[])`;
  return `${t}.assignee = ${login} or ${t}.completed_by = ${login} or ${login} = any(${t}.candidate_users) or ${t}.vote->'voters' ? ${login} or (${group})`;
}

/** SQL: the task `t` names the user (`namedToCurator`). */
function named(user: CurrentUser, t: string, where: Conditions): string {
  const login = where.bind(user.login);
  return `${t}.assignee = ${login} or ${t}.completed_by = ${login} or ${login} = any(${t}.candidate_users)`;
}

/** SQL: what stands at `district_id` and `school_id` of `alias` is seen through a role. */
export function placeVisible(user: CurrentUser, alias: string, where: Conditions): string {
  const { all, districts, schools } = sightOf(user);
  if (all) return 'true';
  const parts: string[] = [];
  if (districts.length > 0) parts.push(`${alias}.district_id = any(${where.bind(districts)}::text[])`);
  if (schools.length > 0) parts.push(`${alias}.school_id = any(${where.bind(schools)}::text[])`);
  return parts.length === 0 ? 'false' : parts.join(' or ');
}

/** SQL: the case `alias` is visible to the user. */
export function caseVisible(user: CurrentUser, alias: string, where: Conditions): string {
  const place = placeVisible(user, alias, where);
  if (place === 'true' || !sightOf(user).expert) return place;
  return `${place} or exists (select 1 from tasks seen where seen.case_id = ${alias}.id and (${offered(user, 'seen', where)}))`;
}

/** SQL: the task `alias` is visible to the user. */
export function taskVisible(user: CurrentUser, alias: string, where: Conditions): string {
  const place = placeVisible(user, alias, where);
  if (place === 'true') return place;
  const parts = [place];
  if (sightOf(user).expert) parts.push(offered(user, alias, where));
  if (user.grants.some((grant) => grant.role === 'curator')) parts.push(named(user, alias, where));
  return parts.join(' or ');
}

/** SQL: the task `alias` waits for the user: assigned to them, or free with them among the candidates (`roleInTask`). */
export function taskForUser(user: CurrentUser, alias: string, where: Conditions): string {
  const login = where.bind(user.login);
  const parts = [`${login} = any(${alias}.candidate_users)`];
  for (const { role, districtId, schoolId } of user.grants) {
    if (role === 'admin' || role === 'region') continue;
    const group = `${where.bind(role)} = any(${alias}.candidate_groups)`;
    const nobody = `cardinality(${alias}.candidate_groups) = 0 and cardinality(${alias}.candidate_users) = 0`;
    if (role === 'director') parts.push(`${group} and ${alias}.school_id = ${where.bind(schoolId)}`);
    else if (role === 'curator') {
      const paired = user.paired.filter((pair) => pair.partnerId === schoolId).map((pair) => pair.schoolId);
      parts.push(`${group} and ${alias}.school_id = any(${where.bind(paired)}::text[])`);
    } else {
      const place = `${alias}.district_id = ${where.bind(districtId)}`;
      parts.push(role === 'coordinator' ? `(${group} or ${nobody}) and ${place}` : `${group} and ${place}`);
    }
  }
  const free = parts.map((part) => `(${part})`).join(' or ');
  const voter = `${alias}.vote is null or ${alias}.vote->'voters' is null or jsonb_array_length(${alias}.vote->'voters') = 0 or ${alias}.vote->'voters' ? ${login}`;
  const voted = `${alias}.vote is not null and exists (select 1 from jsonb_array_elements(${alias}.vote->'cast') v where v->>'voter' = ${login})`;
  return `(${alias}.assignee = ${login} or (${alias}.assignee is null and (${free} or ${alias}.vote->'voters' ? ${login}))) and (${voter}) and not (${voted})`;
}

/** SQL: the notice `alias` is for the user: by name, or for a role in which they see what it stands at. */
export function noticeForUser(user: CurrentUser, alias: string, where: Conditions): string {
  const parts = [`${where.bind(user.login)} = any(${alias}.users)`];
  for (const grant of user.grants) {
    const { role, districtId } = grant;
    const place =
      role === 'expert'
        ? `${alias}.district_id = ${where.bind(districtId)}`
        : placeVisible({ ...user, grants: [grant] }, alias, where);
    parts.push(`${where.bind(role)} = any(${alias}.groups) and (${place})`);
  }
  return `(${parts.map((part) => `(${part})`).join(' or ')})`;
}
