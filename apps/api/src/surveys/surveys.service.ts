import { createHash, randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  createSurveySchema,
  CreatedSurvey,
  DiagnosisKind,
  Page,
  Survey,
  surveyAnswersSchema,
  SurveyForm,
} from '@opora/contracts';
import { type Audience, type ProfileConfig, surveyResults, type SurveyQuestion } from '@opora/domain';
import { type Database, jsonText, newVerifyCode, type Queryable, type Row } from '@opora/store';
import type { z } from 'zod';
import { can } from '../access/rights.ts';
import type { CurrentUser } from '../access/user.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { isUuid } from '../platform/ids.ts';
import { forbidden, notFound, Problem } from '../platform/problem.ts';
import type { Settings } from '../platform/settings.ts';
import { dateOf } from '../platform/times.ts';
import { todayOf } from '../platform/today.ts';
import { DATABASE, SETTINGS } from '../platform/tokens.ts';
import { landSurvey, settleSurveys, surveyConfig, surveySums } from './land-surveys.ts';

/** Letters of one-time codes: none that look alike. */
const letters = 'abcdefghkmnpqrstuvwxyz23456789';
const hashOf = (surveyId: string, code: string): string =>
  createHash('sha256')
    .update(`${surveyId}:${code.toLowerCase().replace(/[\s-]/g, '')}`)
    .digest('hex');

/** Anonymous surveys: a link and one-time codes, of the answers only sums, and nothing shown under five. */
@Injectable()
export class SurveysService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly audit: AuditRepository,
  ) {}

  async find(user: CurrentUser, schoolId: string): Promise<Page<Survey>> {
    await this.schoolOf(user, schoolId, 'profile.read');
    await this.settle(schoolId);
    const config = await this.config();
    const rows = await this.database.query(
      'select * from surveys where school_id = $1 order by created_at desc, id limit 200',
      [schoolId],
    );
    const items = await Promise.all(rows.map((row) => this.toSurvey(row, config)));
    return { items, total: items.length, next: null };
  }

  /** Opens a survey and tells its codes, this once. */
  async create(
    user: CurrentUser,
    body: z.output<typeof createSurveySchema>,
    id: string,
  ): Promise<CreatedSurvey> {
    const districtId = await this.schoolOf(user, body.schoolId, 'profile.write');
    if (body.closesOn < (await todayOf(this.database, districtId)))
      throw new Problem('refused', 'Срок анкеты уже прошёл.', {
        errors: [{ path: 'closesOn', message: 'Ожидается день не раньше сегодняшнего' }],
      });
    const config = await this.config();
    const codes = new Set<string>();
    while (codes.size < body.codes) codes.add(newCode());
    await this.database.transaction(async (q) => {
      await q.query(
        'insert into surveys (id, school_id, audience, year, kind, token, questions, codes, closes_on, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
        [
          id,
          body.schoolId,
          body.audience,
          body.year,
          body.kind,
          newVerifyCode(),
          jsonText(config.surveys[body.audience] as never),
          body.codes,
          body.closesOn,
          user.login,
        ],
      );
      await q.query('insert into survey_codes (survey_id, code_hash) select $1, unnest($2::text[])', [
        id,
        [...codes].map((code) => hashOf(id, code)),
      ]);
      await this.audit.record(
        {
          user,
          action: 'survey.create',
          subject: id,
          districtId,
          schoolId: body.schoolId,
          details: { audience: body.audience, codes: body.codes },
        },
        q,
      );
    });
    const [row] = await this.database.query('select * from surveys where id = $1', [id]);
    return { ...(await this.toSurvey(row!, config)), newCodes: [...codes] };
  }

  /** Ends a survey; its sums go to the risk profile. */
  async close(user: CurrentUser, id: string): Promise<Survey> {
    const [row] = isUuid(id) ? await this.database.query('select * from surveys where id = $1', [id]) : [];
    if (!row) throw notFound('Анкеты', id);
    const schoolId = row['school_id'] as string;
    const districtId = await this.schoolOf(user, schoolId, 'profile.write');
    await this.database.transaction(async (q) => {
      await q.query('update surveys set closed_at = coalesce(closed_at, now()) where id = $1', [id]);
      await landSurvey(q, row);
      await this.audit.record({ user, action: 'survey.close', subject: id, districtId, schoolId }, q);
    });
    const [after] = await this.database.query('select * from surveys where id = $1', [id]);
    return this.toSurvey(after!, await this.config());
  }

  /** Ends the surveys of a school whose day has passed. */
  settle(schoolId: string): Promise<void> {
    return settleSurveys(this.database, schoolId);
  }

  /** What somebody with the link sees. */
  async form(token: string): Promise<SurveyForm> {
    const row = await this.byToken(this.database, token);
    return {
      school: row['school_name'] as string,
      audience: row['audience'] as Audience,
      open: await isOpen(this.database, row),
      questions: (row['questions'] as SurveyQuestion[]).map(({ id, text, answers }) => ({
        id,
        text,
        answers,
      })),
    };
  }

  /** Takes one person's answers: the code is used up and the sums grow, in one step; nothing else is kept. */
  async answer(token: string, body: z.output<typeof surveyAnswersSchema>): Promise<{ ok: true }> {
    await this.database.transaction(async (q) => {
      const row = await this.byToken(q, token, true);
      if (!(await isOpen(q, row))) throw new Problem('conflict', 'Анкета закрыта: срок ответов прошёл.');
      const id = row['id'] as string;
      const questions = row['questions'] as SurveyQuestion[];
      const given = Object.entries(body.answers);
      const wrong = given.filter(
        ([question, answer]) => !questions.some((one) => one.id === question && answer < one.answers.length),
      );
      if (given.length === 0 || wrong.length > 0)
        throw new Problem(
          'refused',
          given.length === 0 ? 'Ответьте хотя бы на один вопрос.' : 'Таких ответов в анкете нет.',
          {
            errors: wrong.map(([question]) => ({
              path: `answers.${question}`,
              message: 'Такого ответа нет',
            })),
          },
        );
      const used = await q.query(
        'update survey_codes set used = true where survey_id = $1 and code_hash = $2 and not used returning 1 as one',
        [id, hashOf(id, body.code)],
      );
      if (used.length === 0)
        throw new Problem('refused', 'Такого кода нет, или по нему уже ответили. Проверьте код на листке.', {
          errors: [{ path: 'code', message: 'Код не подошёл' }],
        });
      await q.query('update surveys set answers = answers + 1 where id = $1', [id]);
      for (const [question, answer] of given)
        await q.query(
          'insert into survey_sums (survey_id, question, answer, count) values ($1, $2, $3, 1) on conflict (survey_id, question, answer) do update set count = survey_sums.count + 1',
          [id, question, answer],
        );
    });
    return { ok: true };
  }

  private async byToken(q: Queryable, token: string, lock = false): Promise<Row> {
    const [row] = /^[a-z0-9]{20}$/.test(token)
      ? await q.query(
          `select x.*, s.name as school_name, s.district_id from surveys x join schools s on s.id = x.school_id where x.token = $1 ${lock ? 'for update of x' : ''}`,
          [token],
        )
      : [];
    if (!row) throw new Problem('not-found', 'Анкеты по этой ссылке нет. Проверьте адрес.');
    return row;
  }

  private async toSurvey(row: Row, config: ProfileConfig): Promise<Survey> {
    const audience = row['audience'] as Audience;
    const closed = row['closed_at'] !== null;
    const questions = row['questions'] as SurveyQuestion[];
    return {
      id: row['id'] as string,
      audience,
      year: row['year'] as number,
      kind: row['kind'] as DiagnosisKind,
      link: `${this.settings.publicUrl.replace(/\/+$/, '')}/survey/${String(row['token'])}`,
      codes: row['codes'] as number,
      answers: row['answers'] as number,
      closesOn: dateOf(row['closes_on'])!,
      closed,
      // Sums that can be watched while they grow would tell who answered what.
      results: closed
        ? surveyResults(
            { ...config, surveys: { ...config.surveys, [audience]: questions } },
            audience,
            await surveySums(this.database, row['id'] as string),
          )
        : null,
    };
  }

  private async schoolOf(
    user: CurrentUser,
    schoolId: string,
    action: 'profile.read' | 'profile.write',
  ): Promise<string> {
    const [row] = await this.database.query<{ district_id: string }>(
      'select district_id from schools where id = $1',
      [schoolId],
    );
    const place = { districtId: row?.district_id ?? null, schoolId };
    if (!row || !can(user, 'profile.read', place)) throw notFound('Школы', schoolId);
    if (!can(user, action, place))
      throw forbidden('Анкеты проводят школа, методическая служба и координатор.');
    return row.district_id;
  }

  private config(): Promise<ProfileConfig> {
    return surveyConfig(this.database);
  }
}

/** Whether answers are taken yet, by the day in the district of the school. */
const isOpen = async (q: Queryable, row: Row): Promise<boolean> =>
  row['closed_at'] === null && dateOf(row['closes_on'])! >= (await todayOf(q, row['district_id'] as string));

/** Eight letters in two groups: 40 bits, easy to copy from paper. */
function newCode(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${group()}-${group()}`;
}
