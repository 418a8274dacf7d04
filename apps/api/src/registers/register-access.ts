import type { RegisterId } from '@opora/domain';
import { sightOf } from '../access/predicates.ts';
import { can, roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import type { Conditions } from '../platform/conditions.ts';

/** Where records of a register stand and who may know of them. */
interface Access {
  /** SQL: the record `r` may be known to the user. */
  visible(user: CurrentUser, where: Conditions): string;
  /** Kept by those who work in its district, or by the administrator only. */
  kept: 'district' | 'admin';
}

/** SQL: a school under `column` is of the user's sight, their own, or of their district. */
function schoolKnown(user: CurrentUser, where: Conditions, district: string, school: string): string {
  const { all, districts, schools, expertDistricts } = sightOf(user);
  if (all) return 'true';
  const own = user.grants.flatMap((grant) => grant.schoolId ?? []);
  return `${district} = any(${where.bind([...districts, ...expertDistricts])}::text[]) or ${school} = any(${where.bind([...schools, ...own])}::text[])`;
}

/** SQL: contacts of staff are for those who work in the district, and a director's own school. */
function staffKnown(user: CurrentUser, where: Conditions, ofSchool: (schools: string) => string): string {
  const { all, districts } = sightOf(user);
  if (all) return 'true';
  const own = user.grants.flatMap(({ role, schoolId }) =>
    role === 'director' && schoolId ? [schoolId] : [],
  );
  return `r.district_id = any(${where.bind(districts)}::text[]) or ${ofSchool(`${where.bind(own)}::text[]`)}`;
}

/** Access to every register. */
export const registerAccess: Readonly<Record<RegisterId, Access>> = {
  districts: {
    kept: 'admin',
    visible: (user, where) =>
      sightOf(user).all
        ? 'true'
        : `exists (select 1 from schools s where s.district_id = r.id and (${schoolKnown(user, where, 's.district_id', 's.id')}))`,
  },
  schools: { kept: 'district', visible: (user, where) => schoolKnown(user, where, 'r.district_id', 'r.id') },
  subjects: { kept: 'admin', visible: () => 'true' },
  // A pair gives the partner's curators sight of the school's cases, so only the administrator makes it by hand.
  partnerships: {
    kept: 'admin',
    visible: (user, where) =>
      `exists (select 1 from schools s where s.id = r.school_id and (${schoolKnown(user, where, 's.district_id', 's.id')}))
       or r.partner_id = any(${where.bind(user.grants.flatMap(({ schoolId }) => schoolId ?? []))}::text[])
       or exists (select 1 from schools s where s.id = r.partner_id and s.district_id = any(${where.bind(sightOf(user).districts)}::text[]))`,
  },
  people: {
    kept: 'district',
    visible: (user, where) =>
      staffKnown(
        user,
        where,
        (schools) =>
          `exists (select 1 from posts p where p.person_id = r.id and p.school_id = any(${schools}))`,
      ),
  },
  posts: {
    kept: 'district',
    visible: (user, where) => staffKnown(user, where, (schools) => `r.school_id = any(${schools})`),
  },
  associations: {
    kept: 'district',
    visible: (user, where) => {
      const { all, districts, schools, expertDistricts } = sightOf(user);
      return all
        ? 'true'
        : `r.district_id = any(${where.bind([...districts, ...expertDistricts])}::text[]) or r.school_id = any(${where.bind(schools)}::text[])`;
    },
  },
};

/** Whether a user may add and change records of a register in a district; null: in none. */
export function keeps(user: CurrentUser, register: RegisterId, districtId: string | null): boolean {
  if (roleAnywhere(user, 'users.manage')) return true;
  return (
    registerAccess[register].kept === 'district' &&
    districtId !== null &&
    can(user, 'register.write', { districtId, schoolId: null })
  );
}

/** Districts in which a user keeps a register; null: everywhere. */
export const keptDistricts = (user: CurrentUser, register: RegisterId): string[] | null =>
  roleAnywhere(user, 'users.manage')
    ? null
    : [...new Set(user.grants.flatMap(({ districtId }) => districtId ?? []))].filter((id) =>
        keeps(user, register, id),
      );
