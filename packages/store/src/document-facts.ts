import { outcomeOfVote, type VoteDetails } from '@opora/engine';
import type { Queryable } from './database.ts';
import { dayOf, pairHolds } from './local-day.ts';

/** A school as documents speak of it. */
export interface SchoolFacts {
  name: string;
  shortName: string;
  address: string | null;
  status: string;
  director: string | null;
}

/** What the system knows of a district and a school when it makes a document: nobody is asked for it. */
export interface DocumentFacts {
  district: string;
  /** Authority, place and basis, as the order that approved the district's programme has them. */
  authority: string | null;
  place: string | null;
  basis: { kind: string; number: string; date: string; title: string } | null;
  /** Who signed the last document of the district's authority. */
  signatory: { name: string; post: string } | null;
  school: SchoolFacts | null;
  partner: SchoolFacts | null;
  /** The last list of schools that was applied; else the schools of the programme. */
  list: {
    method: string | null;
    year: number | null;
    schools: { name: string; status: string | null; reasons: string[] }[];
  };
  /** Network pairs of today. */
  pairs: { school: string; partner: string; district: string; from: string; to: string | null }[];
  /** Measures of the school's roadmap that name the partner, or all of them where none does. */
  measures: { number: string; title: string; term: string; responsible: string[]; result: string }[];
  /** Votes of the case, or those of the district's last day of voting; how each voted is counted, not told. */
  votes: {
    question: string;
    outcome: string | null;
    counts: { [choice: string]: number };
    voters: { name: string; role: string }[];
  }[];
}

/** The time zone of the district that is the first parameter. */
const zoneOfDistrict = '(select z.time_zone from districts z where z.id = $1)';

/** Kinds that schools and experts sign: they say nothing of who signs for the authority. */
const signedByOthers = ['network-agreement', 'joint-plan', 'review-sheet'];

/** Who signed the last document of a district's authority, by its date. */
export async function lastSignatory(q: Queryable, districtId: string): Promise<DocumentFacts['signatory']> {
  const [signed] = await q.query<{ name: string; post: string }>(
    `select signatory as name, coalesce(signatory_post, '') as post from documents where district_id = $1 and status = 'signed'
       and kind <> all($2::text[]) order by signed_on desc, updated_at desc, id limit 1`,
    [districtId, signedByOthers],
  );
  return signed ?? null;
}

/** Reads the facts of a district and, where one is named, of a school and its partner. */
export async function documentFacts(
  q: Queryable,
  {
    districtId,
    schoolId,
    caseId = null,
    partnerId: chosen,
    matching,
  }: {
    districtId: string;
    schoolId: string | null;
    caseId?: string | null;
    /** The partner that a case has chosen, before the register has the pair. */
    partnerId?: string | undefined;
    /** The kept matching whose pairs are meant instead of those of the register. */
    matching?: string | undefined;
  },
): Promise<DocumentFacts> {
  const [district] = await q.query<{ name: string; approval: Approval | null }>(
    `select d.name, p.approval from districts d left join lateral
       (select approval from programmes where district_id = d.id and approval is not null order by valid_from desc, id limit 1) p on true where d.id = $1`,
    [districtId],
  );
  const pairs =
    matching !== undefined
      ? await matchedPairs(q, districtId, matching)
      : await q.query<Pair>(
          `select x.school_id, x.partner_id, s.name as school, p.name as partner, d.name as district, x.valid_from::text, x.valid_to::text
     from partnerships x join schools s on s.id = x.school_id join schools p on p.id = x.partner_id join districts d on d.id = p.district_id
     where s.district_id = $1 and ${pairHolds('x', zoneOfDistrict)} order by s.name, p.name`,
          [districtId],
        );
  const approval = district?.approval ?? null;
  const partnerId = chosen ?? pairs.find((pair) => pair.school_id === schoolId)?.partner_id;
  return {
    district: district?.name ?? districtId,
    authority: approval?.authority ?? null,
    place: approval?.place ?? null,
    basis: approval && {
      kind: approval.kind,
      number: approval.number,
      date: approval.date,
      title: approval.title,
    },
    signatory: await lastSignatory(q, districtId),
    school: schoolId === null ? null : await schoolFacts(q, schoolId),
    partner: partnerId === undefined ? null : await schoolFacts(q, partnerId),
    list: await listFacts(q, districtId),
    pairs: pairs.map((pair) => ({
      school: pair.school,
      partner: pair.partner,
      district: pair.district,
      from: pair.valid_from,
      to: pair.valid_to,
    })),
    measures: schoolId === null ? [] : await measureFacts(q, schoolId),
    votes: await voteFacts(q, districtId, caseId),
  };
}

/** Pairs of a kept matching of the district, in the order of its schools; nobody has set their days yet. */
const matchedPairs = (q: Queryable, districtId: string, run: string): Promise<Pair[]> =>
  q.query<Pair>(
    `select s.id as school_id, p.id as partner_id, s.name as school, p.name as partner, d.name as district, '' as valid_from, null as valid_to
     from matching_runs r cross join jsonb_array_elements(r.proposal->'pairs') e join schools s on s.id = e->'school'->>'id'
     join schools p on p.id = e->'partner'->>'id' join districts d on d.id = p.district_id
     where r.id = $2 and r.district_id = $1 order by s.name, p.name`,
    [districtId, run],
  );

interface Approval {
  kind: string;
  number: string;
  date: string;
  title: string;
  authority?: string;
  place?: string;
}

type Pair = {
  school_id: string;
  partner_id: string;
  school: string;
  partner: string;
  district: string;
  valid_from: string;
  valid_to: string | null;
};

async function schoolFacts(q: Queryable, id: string): Promise<SchoolFacts | null> {
  const [row] = await q.query<{
    name: string;
    short_name: string;
    address: string | null;
    status: string;
    director: string | null;
  }>(
    `select s.name, s.short_name, s.address, s.status,
       (select u.name from users u join user_roles r on r.user_id = u.id where r.role in ('director', 'curator') and r.school_id = s.id and not u.disabled order by r.role desc, u.created_at, u.login limit 1) as director
     from schools s where s.id = $1`,
    [id],
  );
  return row
    ? {
        name: row.name,
        shortName: row.short_name,
        address: row.address,
        status: row.status,
        director: row.director,
      }
    : null;
}

async function listFacts(q: Queryable, districtId: string): Promise<DocumentFacts['list']> {
  const [run] = await q.query<{ id: string; year: number; title: string | null }>(
    `select r.id, r.year, m.body->>'title' as title from identification_runs r join identification_methods m on m.id = r.method_id
     where r.district_id = $1 and r.applied_at is not null order by r.applied_at desc, r.id limit 1`,
    [districtId],
  );
  const rows = run
    ? await q.query<{ name: string; status: string | null; reasons: string[] }>(
        `select s.name, v.cluster as status, v.reasons from identification_verdicts v join schools s on s.id = v.school_id
         where v.run_id = $1 and v.cluster is not null and v.cluster <> 'stable' order by s.name, s.id`,
        [run.id],
      )
    : await q.query<{ name: string; status: string | null; reasons: string[] }>(
        `select distinct s.name, s.status, '{}'::text[] as reasons from programme_schools m join schools s on s.id = m.school_id
         where s.district_id = $1 order by s.name`,
        [districtId],
      );
  return { method: run?.title ?? null, year: run?.year ?? null, schools: rows };
}

async function measureFacts(q: Queryable, schoolId: string): Promise<DocumentFacts['measures']> {
  return q.query<DocumentFacts['measures'][number]>(
    `select m.number, m.title, m.term, m.responsible, m.result from roadmap_measures m join roadmaps r on r.id = m.roadmap_id
     where r.id = (select id from roadmaps where school_id = $1 order by valid_from desc, created_at desc, id limit 1) and m.status <> 'cancelled'
     order by m.position limit 500`,
    [schoolId],
  );
}

async function voteFacts(
  q: Queryable,
  districtId: string,
  caseId: string | null,
): Promise<DocumentFacts['votes']> {
  const rows = await q.query<{
    name: string;
    process: string | null;
    school: string | null;
    vote: VoteDetails;
  }>(
    `select t.name, t.vote, s.short_name as school, pv.name as process
     from tasks t join cases c on c.id = t.case_id left join schools s on s.id = t.school_id
     left join process_versions pv on pv.process_id = c.process_id and pv.version = c.version
     where t.vote is not null and t.state = 'completed' and t.district_id = $1 and ($2::text is null or t.case_id = $2)
       and ($2::text is not null or ${dayOf('t.ended_at', zoneOfDistrict)} = (select ${dayOf('max(l.ended_at)', zoneOfDistrict)} from tasks l where l.vote is not null and l.state = 'completed' and l.district_id = $1))
     order by t.ended_at, t.id limit 100`,
    [districtId, caseId],
  );
  const logins = [...new Set(rows.flatMap(({ vote }) => vote.cast.map(({ voter }) => voter)))];
  const people = await q.query<{ login: string; name: string }>(
    'select login, name from users where login = any($1::text[])',
    [logins],
  );
  const nameOf = new Map(people.map(({ login, name }) => [login, name]));
  return rows.map(({ name, process, school, vote }) => ({
    question: [school && `${school} —`, questionOf(name), process && `(${process})`]
      .filter(Boolean)
      .join(' '),
    // From the votes themselves: the variable of the case has what a later vote has come to.
    outcome: outcomeOfVote(vote) ?? null,
    counts: vote.cast.reduce<{ [choice: string]: number }>(
      (counts, { choice }) => ({ ...counts, [choice]: (counts[choice] ?? 0) + 1 }),
      {},
    ),
    voters: vote.cast.map(({ voter }) => ({ name: nameOf.get(voter) ?? voter, role: 'член комитета' })),
  }));
}

/** The name of a task as an item of the agenda: «Голосовать: утвердить пару» is «утвердить пару». */
const questionOf = (name: string): string => name.replace(/^Голосовать[:\s]+/, '');

/** The newest values of variables that the cases of a school have left, by their names. */
export async function schoolVariables(
  q: Queryable,
  schoolId: string,
  names: readonly string[],
): Promise<{ [name: string]: unknown }> {
  const rows = await q.query<{ name: string; value: unknown }>(
    `select distinct on (v.name) v.name, v.value from variables v join cases c on c.id = v.case_id
     where c.school_id = $1 and v.name = any($2::text[]) and v.value <> 'null'::jsonb and v.element = 1 order by v.name, c.started_at desc, c.id desc`,
    [schoolId, names],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
