import { Injectable } from '@nestjs/common';
import type {
  createMatchingRunSchema,
  decideMatchingSchema,
  matchingFactsSchema,
  MatchingProposal,
  MatchingRequest,
  MatchingRun,
  MatchingRunDetails,
  matchingRunQuerySchema,
  Page,
  partnerCapacitySchema,
  PartnerChoice,
  partnersOfSchoolSchema,
  PreviewMatching,
} from '@opora/contracts';
import { MatchingError, obstacleInWords, partnersFor } from '@opora/domain/matching';
import type { Queryable } from '@opora/store';
import type { z } from 'zod';
import { can, type PlaceAction } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { gather, type Gathered, proposalOf, supposing } from './gather.ts';
import { MatchingRepository } from './matching.repository.ts';
import { solveAside } from './solve-aside.ts';

/** Proposes partners for all supported schools of a district at once, and takes what people know and decide. */
@Injectable()
export class MatchingService {
  constructor(
    private readonly repository: MatchingRepository,
    private readonly audit: AuditRepository,
  ) {}

  async preview(user: CurrentUser, { suppose, ...request }: PreviewMatching): Promise<MatchingProposal> {
    writer(user, request.districtId);
    return this.solve(request, suppose);
  }

  /** Every partner for one school, the best first, with what stands in the way of the others. */
  async partnersOf(
    user: CurrentUser,
    { schoolId, ...request }: z.output<typeof partnersOfSchoolSchema>,
  ): Promise<{ items: PartnerChoice[] }> {
    writer(user, request.districtId);
    const gathered = await gather(this.repository, request);
    return refusing(() => ({
      items: partnersFor(gathered.task, schoolId).map(({ partner, score, aspects, obstacle }) => ({
        partner: gathered.named(partner),
        score,
        aspects,
        obstacle: obstacle ? obstacleInWords(obstacle) : null,
      })),
    }));
  }

  runs(user: CurrentUser, query: z.output<typeof matchingRunQuerySchema>): Promise<Page<MatchingRun>> {
    const districts = [
      ...user.grants.flatMap((grant) => grant.districtId ?? []),
      ...user.regionDistricts,
    ].filter((district) => may(user, 'matching.read', district));
    return this.repository.runs(districts, query);
  }

  async run(user: CurrentUser, id: string): Promise<MatchingRunDetails> {
    const run = isUuid(id) ? await this.repository.run(id) : undefined;
    if (!run || !may(user, 'matching.read', run.districtId)) throw notFound('Подбора', id);
    return run;
  }

  async create(
    user: CurrentUser,
    { title, ...request }: z.output<typeof createMatchingRunSchema>,
    id: string,
  ): Promise<MatchingRunDetails> {
    writer(user, request.districtId);
    const known = await this.repository.run(id);
    if (known) return known;
    const proposal = await this.solve(request);
    return this.repository.database.transaction(async (q) => {
      const act = {
        ...{ actId: id, user, action: 'matching.create', subject: id, districtId: request.districtId },
        details: { pairs: proposal.pairs.length, without: proposal.without.length },
      };
      if (await this.audit.record(act, q))
        await this.repository.save(q, { id, request, title: title || null, proposal, login: user.login });
      return (await this.repository.run(id, q))!;
    });
  }

  /** Gives the pairs of a run to the stage of partner assignment, where they stand filled in for the coordinator. */
  async propose(user: CurrentUser, id: string, reason: string, actId: string): Promise<MatchingRunDetails> {
    const run = await this.run(user, id);
    writer(user, run.districtId);
    if (run.pairs === 0)
      throw new Problem(
        'refused',
        'В подборе нет ни одной пары: предлагать нечего. Измените условия подбора.',
      );
    await this.once(user, actId, 'matching.propose', run.districtId, { run: id }, reason, (q) =>
      this.repository.propose(q, id, user.login),
    );
    return this.run(user, id);
  }

  async decide(
    user: CurrentUser,
    { schoolId, partnerId, kind, reason }: z.output<typeof decideMatchingSchema>,
    actId: string,
  ): Promise<{ ok: true }> {
    const districtId = await this.pair(user, schoolId, partnerId);
    await this.once(
      user,
      actId,
      'matching.decide',
      districtId,
      { schoolId, partnerId, kind },
      reason,
      async (q) => {
        const conflict = kind === 'fixed' ? await this.repository.conflictOf(q, schoolId, partnerId) : null;
        if (conflict)
          throw new Problem(
            'refused',
            `У этой пары отмечен конфликт интересов («${conflict}»): закрепить её нельзя. Выберите другого партнёра или снимите отметку, если конфликта больше нет.`,
            { errors: [{ path: 'partnerId', message: 'Конфликт интересов' }] },
          );
        // One school keeps one fixed partner: a new one takes the place of the old one.
        await q.query(
          `delete from matching_decisions where school_id = $1 and (partner_id = $2 or ($3::text = 'fixed' and kind = 'fixed'))`,
          [schoolId, partnerId, kind],
        );
        if (kind)
          await q.query(
            'insert into matching_decisions (school_id, partner_id, kind, reason, login) values ($1, $2, $3, $4, $5)',
            [schoolId, partnerId, kind, reason, user.login],
          );
      },
    );
    return { ok: true };
  }

  /** Remembers the road between two schools and why they must not support each other. */
  async learn(
    user: CurrentUser,
    { schoolId, partnerId, ...facts }: z.output<typeof matchingFactsSchema>,
    actId: string,
  ): Promise<{ ok: true }> {
    const districtId = await this.pair(user, schoolId, partnerId);
    await this.once(
      user,
      actId,
      'matching.learn',
      districtId,
      { schoolId, partnerId, ...facts },
      null,
      async (q) => {
        const fixed = facts.conflict ? await this.repository.fixedFor(q, schoolId, partnerId) : undefined;
        if (fixed !== undefined)
          throw new Problem(
            'refused',
            `Эта пара закреплена («${fixed}»), а при конфликте интересов её быть не может. Сначала снимите закрепление.`,
            { errors: [{ path: 'conflict', message: 'Пара закреплена решением' }] },
          );
        await q.query(
          `insert into matching_facts (school_id, partner_id, road_km, conflict, login) values ($1, $2, $3, $4, $5)
           on conflict (school_id, partner_id) do update set login = $5, at = now(),
             road_km = case when $6 then excluded.road_km else matching_facts.road_km end,
             conflict = case when $7 then excluded.conflict else matching_facts.conflict end`,
          [
            ...[schoolId, partnerId, facts.roadKm ?? null, facts.conflict ?? null, user.login],
            ...[facts.roadKm !== undefined, facts.conflict !== undefined],
          ],
        );
      },
    );
    return { ok: true };
  }

  async limit(
    user: CurrentUser,
    { districtId, partnerId, capacity }: z.output<typeof partnerCapacitySchema>,
    actId: string,
  ): Promise<{ ok: true }> {
    writer(user, districtId);
    await this.partnerOf(districtId, partnerId);
    await this.once(user, actId, 'matching.limit', districtId, { partnerId, capacity }, null, async (q) => {
      const fixed = await this.repository.fixedWith(q, districtId, partnerId);
      if (capacity !== null && capacity < fixed)
        throw new Problem(
          'refused',
          `За этим партнёром закреплено школ: ${fixed}. Оставьте не меньше или сначала снимите закрепление.`,
          { errors: [{ path: 'capacity', message: `Не меньше ${fixed}` }] },
        );
      await (capacity === null
        ? q.query('delete from matching_capacities where district_id = $1 and partner_id = $2', [
            districtId,
            partnerId,
          ])
        : q.query(
            `insert into matching_capacities (district_id, partner_id, capacity) values ($1, $2, $3)
               on conflict (district_id, partner_id) do update set capacity = excluded.capacity`,
            [districtId, partnerId, capacity],
          ));
    });
    return { ok: true };
  }

  private async solve(
    request: MatchingRequest,
    suppose?: PreviewMatching['suppose'],
  ): Promise<MatchingProposal> {
    const gathered: Gathered = await gather(this.repository, request);
    const solved = await solveAside(suppose ? supposing(gathered, suppose) : gathered.task);
    if ('refused' in solved) throw new Problem('refused', gathered.inNames(solved.refused));
    return proposalOf(gathered, solved.proposal);
  }

  /** The district of a pair that the user may decide on. */
  private async pair(user: CurrentUser, schoolId: string, partnerId: string): Promise<string> {
    const school = await this.repository.school(schoolId);
    if (!school || !may(user, 'matching.read', school.districtId)) throw notFound('Школы', schoolId);
    writer(user, school.districtId);
    if (schoolId === partnerId)
      throw new Problem('refused', 'Школа не может быть партнёром сама себе.', {
        errors: [{ path: 'partnerId', message: 'Та же школа' }],
      });
    await this.partnerOf(school.districtId, partnerId);
    return school.districtId;
  }

  private async partnerOf(districtId: string, partnerId: string): Promise<void> {
    const [partner, region] = await Promise.all([
      this.repository.school(partnerId),
      this.repository.region(districtId),
    ]);
    if (!partner || partner.region !== region)
      throw new Problem('refused', `Школы «${partnerId}» нет среди партнёров региона.`, {
        errors: [{ path: 'partnerId', message: 'Нет такой школы в регионе' }],
      });
  }

  /** Checks and writes a change once; changes of a district wait for each other, so that none is checked against what another one ends. */
  private async once(
    user: CurrentUser,
    actId: string,
    action: string,
    districtId: string,
    details: { [name: string]: string | number | null },
    remark: string | null,
    change: (q: Queryable) => Promise<unknown>,
  ): Promise<void> {
    await this.repository.database.transaction(async (q) => {
      await q.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`matching:${districtId}`]);
      const act = { actId, user, action, subject: districtId, districtId, details, remark };
      if (await this.audit.record(act, q)) await change(q);
    });
  }
}

const may = (user: CurrentUser, action: PlaceAction, districtId: string): boolean =>
  can(user, action, { districtId, schoolId: null });

function writer(user: CurrentUser, districtId: string): void {
  if (!may(user, 'matching.write', districtId))
    throw forbidden('Партнёров подбирают координатор и методическая служба своего района.');
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MatchingError) throw new Problem('refused', error.message, { cause: error });
    throw error;
  }
}
