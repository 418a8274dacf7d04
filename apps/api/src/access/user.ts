import type { Role } from '@opora/contracts';

/** A role that a user holds, and where. */
export interface Grant {
  role: Role;
  region: string | null;
  districtId: string | null;
  schoolId: string | null;
}

/** The user who makes a request, with all that decides their rights. */
export interface CurrentUser {
  id: string;
  login: string;
  name: string;
  grants: Grant[];
  /** Districts of the regions that the user reads as a regional operator. */
  regionDistricts: string[];
  /** Schools that the user accompanies as a curator: those paired with the curator's school today. */
  paired: { schoolId: string; partnerId: string }[];
  /** How the user came in: only cookies need a check of the origin. */
  via: 'session' | 'token';
}

/** Roles of a user, each once. */
export const rolesOf = (user: CurrentUser): Role[] => [...new Set(user.grants.map((grant) => grant.role))];
