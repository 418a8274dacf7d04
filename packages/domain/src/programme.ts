import { z } from 'zod';
import { dateSchema, idSchema } from './id.ts';
import { indicatorAsks } from './indicators/indicator.ts';
import { frequencies, periodById } from './indicators/period.ts';
import { monitoringRulesSchema } from './indicators/rules.ts';
import { describeTarget, parseTarget } from './indicators/target.ts';
import { schoolResultsSchema } from './results.ts';
import { riskFactorSchema } from './risk-factor.ts';
import { measureSchema, orderSchema, roadmapBlockSchema } from './roadmap.ts';
import { roleSchema } from './role.ts';
import { districtSchema, partnershipSchema, schoolSchema } from './school.ts';

/** A person of a programme; `roles` say in which school or district each role holds. */
export const programmeUserSchema = z.strictObject({
  login: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a login such as «director-1»'),
  name: z.string().min(1),
  roles: z
    .array(
      z.strictObject({ role: roleSchema, schoolId: idSchema.optional(), districtId: idSchema.optional() }),
    )
    .min(1),
});
/** A person of a programme. */
export type ProgrammeUser = z.infer<typeof programmeUserSchema>;

/** A table that the passport of a programme shows; every row has a cell for each column. */
export const programmeTableSchema = z
  .strictObject({
    title: z.string().min(1),
    columns: z.array(z.string().min(1)).min(1),
    rows: z.array(z.array(z.string())).min(1),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), {
    message: 'expected as many cells in each row as there are columns',
  });
/** A table that the passport of a programme shows. */
export type ProgrammeTable = z.infer<typeof programmeTableSchema>;

const shape = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  period: z.strictObject({ from: dateSchema, to: dateSchema, text: z.string().min(1) }),
  /** The order that approved it; absent where the document names none. */
  order: orderSchema.optional(),
  districts: z.array(districtSchema).min(1),
  schools: z.array(schoolSchema).min(1),
  pairs: z.array(partnershipSchema),
  riskFactors: z.array(riskFactorSchema),
  blocks: z.array(roadmapBlockSchema).min(1),
  measures: z.array(measureSchema).min(1),
  users: z.array(programmeUserSchema),
  results: z.array(schoolResultsSchema).optional(),
  /** Dates (`2023-06-30`) or ISO 8601 durations (`P30D`) that the stages read as `deadlines`. */
  deadlines: z.record(z.string(), z.string().min(1)),
  /** Goal, tasks and indicators with their targets as people write them. */
  passport: z
    .strictObject({
      goal: z.string().min(1),
      tasks: z.array(z.string().min(1)),
      indicators: z.array(
        z.strictObject({
          id: idSchema,
          /** The number under which people know it; absent: its place in the list. */
          code: z.string().min(1).optional(),
          title: z.string().min(1),
          target: z.string().min(1),
          /** How often it is measured; absent: as the words of title and target say, else twice a year. */
          frequency: z.enum(frequencies).optional(),
          asks: z.enum(indicatorAsks).optional(),
          partTitle: z.string().optional(),
          wholeTitle: z.string().optional(),
          formula: z.string().optional(),
        }),
      ),
      /** What is known of the district: schools, pupils, teachers; no plan stands behind it. */
      facts: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).default([]),
      /** What may hinder the programme. */
      risks: z.array(z.string().min(1)).default([]),
      swot: z
        .strictObject({
          strengths: z.array(z.string().min(1)),
          weaknesses: z.array(z.string().min(1)),
          opportunities: z.array(z.string().min(1)),
          threats: z.array(z.string().min(1)),
        })
        .optional(),
      /** Tables of the document that are no roadmap: a calendar plan, priorities by half-year, a filled grid. */
      tables: z.array(programmeTableSchema).default([]),
    })
    .optional(),
  /** Values of indicators by school for past periods, so that dashboards are alive; only ever made up for the demonstration. */
  measured: z
    .array(
      z.strictObject({
        schoolId: idSchema,
        /** Id of an indicator of the passport that has a frequency. */
        indicator: idSchema,
        period: z.string().min(1),
        value: z.number(),
      }),
    )
    .optional(),
  /** How the district monitors; what is absent is as usual. */
  monitoring: monitoringRulesSchema.partial().optional(),
  /** Groups into which the programme sorts its schools; a school may stand in several. */
  groups: z
    .array(z.strictObject({ id: idSchema, title: z.string().min(1), schools: z.array(idSchema) }))
    .default([]),
  /** Events and phases that are no measures, with terms as people write them. */
  calendar: z.array(z.strictObject({ title: z.string().min(1), term: z.string().min(1) })).default([]),
  /** What of the process is otherwise here: given to the stages as the variable `variants`. */
  variants: z.record(z.string(), z.unknown()).default({}),
});

/** A municipal programme as configuration; every reference inside it is checked. */
export const programmeSchema = shape.superRefine((programme, context) => {
  const report = (path: (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path, message });
  const unique = (name: string, values: string[]): void => {
    values.forEach((value, index) => {
      if (values.indexOf(value) !== index) report([name, index], `«${value}» stands twice`);
    });
  };
  const districts = new Set(programme.districts.map((district) => district.id));
  const schools = new Map(programme.schools.map((school) => [school.id, school]));
  const blocks = new Set(programme.blocks.map((block) => block.number));

  unique(
    'districts',
    programme.districts.map((district) => district.id),
  );
  unique(
    'schools',
    programme.schools.map((school) => school.id),
  );
  unique(
    'blocks',
    programme.blocks.map((block) => block.number),
  );
  unique(
    'measures',
    programme.measures.map((measure) => measure.number),
  );
  unique(
    'users',
    programme.users.map((user) => user.login),
  );
  unique(
    'riskFactors',
    programme.riskFactors.map((factor) => factor.id),
  );

  programme.schools.forEach((school, index) => {
    if (!districts.has(school.districtId))
      report(['schools', index, 'districtId'], `no district «${school.districtId}»`);
  });
  programme.pairs.forEach((pair, index) => {
    const school = schools.get(pair.school);
    const partner = schools.get(pair.partner);
    if (!school) report(['pairs', index, 'school'], `no school «${pair.school}»`);
    if (!partner) report(['pairs', index, 'partner'], `no school «${pair.partner}»`);
    if (pair.school === pair.partner) report(['pairs', index], 'a school cannot be its own partner');
    if (school && partner && pair.crossDistrict !== (school.districtId !== partner.districtId)) {
      report(
        ['pairs', index, 'crossDistrict'],
        `expected ${school.districtId !== partner.districtId}: districts are «${school.districtId}» and «${partner.districtId}»`,
      );
    }
  });
  programme.measures.forEach((measure, index) => {
    if (!blocks.has(measure.block)) report(['measures', index, 'block'], `no block «${measure.block}»`);
  });
  programme.groups.forEach((group, index) => {
    group.schools.forEach((school, position) => {
      if (!schools.has(school)) report(['groups', index, 'schools', position], `no school «${school}»`);
    });
  });
  programme.users.forEach((user, index) => {
    user.roles.forEach((held, position) => {
      if (held.schoolId && !schools.has(held.schoolId))
        report(['users', index, 'roles', position, 'schoolId'], `no school «${held.schoolId}»`);
      if (held.districtId && !districts.has(held.districtId))
        report(['users', index, 'roles', position, 'districtId'], `no district «${held.districtId}»`);
    });
  });
  programme.results?.forEach((results, index) => {
    if (!schools.has(results.schoolId))
      report(['results', index, 'schoolId'], `no school «${results.schoolId}»`);
  });
  programme.passport?.indicators.forEach(({ title, target }, index) => {
    const { certainty, problems } = parseTarget(target);
    if (certainty === 'unreadable')
      report(
        ['passport', 'indicators', index, 'target'],
        `план показателя «${title}» не читается. ${problems.join(' ')} То, что только описывает район, стоит в passport.facts.`,
      );
  });
  const indicators = new Map(programme.passport?.indicators.map((each) => [each.id, each]));
  programme.measured?.forEach(({ schoolId, indicator, period }, index) => {
    const frequency = indicators.get(indicator)?.frequency;
    if (!schools.has(schoolId)) report(['measured', index, 'schoolId'], `no school «${schoolId}»`);
    if (!frequency) report(['measured', index, 'indicator'], `no indicator «${indicator}» with a frequency`);
    else if (!periodById(frequency, period))
      report(['measured', index, 'period'], `«${period}» is no period of «${frequency}»`);
  });
  if (programme.period.to < programme.period.from)
    report(['period', 'to'], 'the programme ends before it starts');
});
/** A municipal programme as configuration. */
export type Programme = z.infer<typeof programmeSchema>;

/** What was assumed where the programme's own words leave a choice, in Russian, with the place to check. */
export function programmeRemarks({ passport }: Pick<Programme, 'passport'>): string[] {
  return (passport?.indicators ?? []).flatMap(({ title, target }) => {
    const read = parseTarget(target);
    if (read.certainty === 'read') return [];
    return `Показатель «${title}»: план «${target}» прочитан как «${describeTarget(read)}». ${read.problems.join(' ')} Проверьте его в «Мониторинге», вкладка «Показатели».`;
  });
}
