import { Inject, Injectable } from '@nestjs/common';
import type { Decision, DecisionResult, evaluateDecisionSchema, Page } from '@opora/contracts';
import { type DecisionModel, evaluateDecision } from '@opora/engine';
import type { Database } from '@opora/store';
import type { z } from 'zod';
import { roleAnywhere } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import { isoOf } from '../platform/times.ts';
import { timeZoneOf } from '../platform/today.ts';
import { DATABASE } from '../platform/tokens.ts';

/** Evaluates deployed decisions outside of any case. */
@Injectable()
export class DecisionsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async find(): Promise<Page<Decision>> {
    const rows = await this.database.query<{
      decision_id: string;
      name: string | null;
      version: number;
      hash: string;
      created_at: Date;
    }>(
      'select distinct on (decision_id) decision_id, name, version, hash, created_at from decision_versions order by decision_id, version desc',
    );
    return {
      items: rows.map((row) => ({
        id: row.decision_id,
        name: row.name,
        version: row.version,
        hash: row.hash,
        deployedAt: isoOf(row.created_at),
      })),
      total: rows.length,
      next: null,
    };
  }

  async evaluate(
    user: CurrentUser,
    id: string,
    body: z.output<typeof evaluateDecisionSchema>,
  ): Promise<DecisionResult> {
    if (!roleAnywhere(user, 'decision.evaluate'))
      throw forbidden('Решения проверяют управление, методическая служба и администратор.');
    const [row] = await this.database.query<{ version: number; model: DecisionModel }>(
      'select version, model from decision_versions where decision_id = $1 and ($2::int is null or version = $2) order by version desc limit 1',
      [id, body.version ?? null],
    );
    if (!row) throw notFound('Решения', id);
    const districtId = user.grants.find((grant) => grant.districtId)?.districtId ?? null;
    const { result, matchedRules, problems } = evaluateDecision(row.model, id, body.variables, {
      now: Date.now(),
      timeZone: await timeZoneOf(this.database, districtId),
    });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      throw new Problem('refused', 'Решение не вычисляется на этих данных.', {
        errors: errors.map(({ decisionId, column, ruleIndex, message }) => ({
          path: [decisionId, ruleIndex, column].filter((part) => part !== undefined).join('/'),
          message,
        })),
      });
    }
    return {
      decisionId: id,
      version: row.version,
      result,
      matchedRules: matchedRules.map(({ decisionId, ruleIndex, ruleId, inputs, outputs }) => ({
        decisionId,
        ruleIndex,
        ruleId,
        inputs,
        outputs,
      })),
    };
  }
}
