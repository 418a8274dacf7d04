import type { MatchingProposal, MatchingRequest, PreviewMatching } from '@opora/contracts';
import { naturalOrder } from '@opora/domain';
import {
  type MatchingTask,
  obstacleInWords,
  setImpossibleAside,
  type WeighedProposal,
} from '@opora/domain/matching';
import type {
  MatchingCandidate,
  MatchingRepository,
  MatchingSchool,
  StoredDecision,
} from './matching.repository.ts';

type NamedSchool = MatchingProposal['pairs'][number]['school'];

/** The task for the solver, and what its answer is shown with. */
export interface Gathered {
  task: MatchingTask;
  partners: (MatchingCandidate & { strengths: string[]; load: number; limit: number })[];
  decisions: StoredDecision[];
  /** Why a fixed pair is left out of the task, in words, by school and partner. */
  impossible: ReadonlyMap<string, string>;
  year: number | null;
  /** Schools that have results of that year. */
  judged: ReadonlySet<string>;
  named: (id: string) => NamedSchool;
  /** A message of the solver with the names of schools in place of their ids. */
  inNames: (text: string) => string;
}

const key = (school: string, partner: string): string => `${school}\n${partner}`;

/** Reads everything that a proposal is made of. Decisions about schools and partners that are out say nothing now. */
export async function gather(repository: MatchingRepository, request: MatchingRequest): Promise<Gathered> {
  const [schools, candidates, profiles] = await Promise.all([
    repository.schools(request.districtId, request.scope),
    repository.partners(request.districtId),
    repository.profiles(request.districtId),
  ]);
  const ids = schools.map(({ id }) => id);
  const [facts, decisions] = await Promise.all([repository.facts(ids), repository.decisions(ids)]);
  const subjects = ({ id, weak, strong }: MatchingSchool, side: 'needs' | 'strengths'): string[] => {
    const byResults = profiles.bySchool.get(id)?.[side].map(({ subject }) => subject) ?? [];
    const named = side === 'needs' ? weak : strong;
    return [...new Set([...byResults, ...named])].sort(naturalOrder);
  };
  const supported = new Set(ids);
  const partners = candidates.map((candidate) => ({
    ...candidate,
    strengths: subjects(candidate, 'strengths'),
    load: candidate.supports.filter((school) => !supported.has(school)).length,
    limit: candidate.capacity ?? request.capacity,
  }));
  const known = new Set(partners.map(({ id }) => id));
  const standing = decisions.filter(({ partnerId }) => known.has(partnerId));
  const refused = new Set(
    standing.filter(({ kind }) => kind === 'refused').map((one) => key(one.schoolId, one.partnerId)),
  );
  const names = new Map<string, NamedSchool>(
    [...schools, ...partners].map((school) => [school.id, nameOf(school)]),
  );
  const outside = await repository.names(
    decisions.map(({ partnerId }) => partnerId).filter((id) => !names.has(id)),
  );
  const named = (id: string): NamedSchool =>
    names.get(id) ?? { id, name: outside.get(id) ?? id, district: { id: '', name: '' } };
  const { task, impossible } = setImpossibleAside({
    schools: schools.map((school) => ({
      ...{ id: school.id, districtId: school.districtId, needs: subjects(school, 'needs') },
      ...(school.place && { place: school.place }),
    })),
    partners: partners.map(({ id, districtId, place, strengths, load, limit }) => ({
      ...{ id, districtId, strengths, load, capacity: limit },
      ...(place && { place }),
    })),
    facts: facts.filter(({ partner }) => known.has(partner)),
    weights: request.weights,
    farKm: request.farKm,
    // A partner that has refused since is out, whatever was fixed before.
    fixed: standing
      .filter((one) => one.kind === 'fixed' && !refused.has(key(one.schoolId, one.partnerId)))
      .map(({ schoolId, partnerId }) => ({ school: schoolId, partner: partnerId })),
    forbidden: standing
      .filter(({ kind }) => kind !== 'fixed')
      .map(({ schoolId, partnerId, kind, reason }) => ({
        ...{ school: schoolId, partner: partnerId },
        reason: kind === 'refused' ? `партнёр отказался${reason ? `: ${reason}` : ''}` : reason,
      })),
  });
  return {
    task,
    impossible: new Map(
      impossible.map(({ school, partner, obstacle }) => [key(school, partner), obstacleInWords(obstacle)]),
    ),
    partners,
    decisions,
    year: profiles.year,
    judged: new Set(profiles.bySchool.keys()),
    named,
    inNames: (text) =>
      text.replace(/«([^»]+)»/g, (whole, id: string) => (names.has(id) ? `«${named(id).name}»` : whole)),
  };
}

/** The task as it would be if a decision on a pair were made (or, without a kind, taken back); a refusal stays one. */
export function supposing(
  { task, decisions }: Gathered,
  { schoolId: school, partnerId: partner, kind }: NonNullable<PreviewMatching['suppose']>,
): Gathered['task'] {
  const other = (pair: { school: string; partner: string }): boolean =>
    pair.school !== school || pair.partner !== partner;
  const fixed = (task.fixed ?? []).filter(
    (pair) => other(pair) && !(kind === 'fixed' && pair.school === school),
  );
  const refused = decisions.some(
    (one) => one.kind === 'refused' && one.schoolId === school && one.partnerId === partner,
  );
  const forbidden = (task.forbidden ?? []).filter((pair) => refused || other(pair));
  return {
    ...task,
    fixed: kind === 'fixed' ? [...fixed, { school, partner }] : fixed,
    forbidden: kind === 'forbidden' ? [...forbidden, { school, partner, reason: '' }] : forbidden,
  };
}

const nameOf = ({ id, name, districtId, districtName }: MatchingSchool): NamedSchool => ({
  id,
  name,
  district: { id: districtId, name: districtName },
});

const kinds: readonly StoredDecision['kind'][] = ['fixed', 'forbidden', 'refused'];

/** The solver's answer with names, loads and what each decision costs. */
export function proposalOf(
  { task, impossible, partners, decisions, year, judged, named }: Gathered,
  { pairs, without, total, costs }: WeighedProposal,
): MatchingProposal {
  const costOf = new Map(costs.map(({ school, partner, cost }) => [key(school, partner), cost]));
  const proposed = new Map<string, number>();
  for (const { partner } of pairs) proposed.set(partner, (proposed.get(partner) ?? 0) + 1);
  return {
    pairs: pairs
      .map(({ school, partner, ...pair }) => ({ ...pair, school: named(school), partner: named(partner) }))
      .sort((left, right) => naturalOrder(left.school.name, right.school.name)),
    without: without.map(named).sort((left, right) => naturalOrder(left.name, right.name)),
    total,
    needs: Object.fromEntries(task.schools.map(({ id, needs }) => [id, [...needs]])),
    unjudged: task.schools
      .filter(({ id, needs }) => needs.length === 0 && !judged.has(id))
      .map(({ id }) => id),
    partners: partners.map((partner) => ({
      ...nameOf(partner),
      capacity: partner.limit,
      ownCapacity: partner.capacity !== null,
      load: partner.load,
      proposed: proposed.get(partner.id) ?? 0,
      strengths: partner.strengths,
    })),
    places: Object.fromEntries(
      [...task.schools, ...task.partners].flatMap(({ id, place }) => (place ? [[id, place]] : [])),
    ),
    decisions: decisions
      .map(({ schoolId, partnerId, kind, reason, login }) => ({
        school: { id: schoolId, name: named(schoolId).name },
        partner: { id: partnerId, name: named(partnerId).name },
        ...{ kind, reason, login, cost: costOf.get(key(schoolId, partnerId)) ?? null },
        obstacle: (kind === 'fixed' && impossible.get(key(schoolId, partnerId))) || null,
      }))
      .sort(
        (left, right) =>
          Number(!left.obstacle) - Number(!right.obstacle) ||
          kinds.indexOf(left.kind) - kinds.indexOf(right.kind) ||
          naturalOrder(left.school.name, right.school.name) ||
          naturalOrder(left.partner.name, right.partner.name),
      ),
    year,
  };
}
