import { z } from 'zod';
import { idSchema } from './id.ts';

/** Clusters into which diagnosis sorts schools; `stable` is a school that needs no support. */
export const schoolStatuses = ['low-results', 'at-risk', 'underperforming', 'bias-marker', 'stable'] as const;

/** One of the clusters of {@link schoolStatuses}. */
export type SchoolStatus = (typeof schoolStatuses)[number];

/** What each cluster is called on screens. */
export const schoolStatusNames: Readonly<Record<SchoolStatus, { ru: string; en: string }>> = {
  'low-results': { ru: 'ШНОР', en: 'Low educational results' },
  'at-risk': { ru: 'Школа зоны риска', en: 'At risk' },
  underperforming: { ru: 'Признаки учебной неуспешности', en: 'Signs of underperformance' },
  'bias-marker': { ru: 'Признаки необъективности', en: 'Signs of non-objective marks' },
  stable: { ru: 'Стабильные результаты', en: 'Stable results' },
};

/** A municipality whose authority runs the programme or lends a partner. */
export const districtSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  region: z.string().min(1),
  /** IANA name: dates of the district's cases are counted in it. */
  timeZone: z.string().min(1).default('Europe/Moscow'),
});
/** A municipality whose authority runs the programme or lends a partner. */
export type District = z.infer<typeof districtSchema>;

/** A school of a programme: supported (`shnor`), supporting (`partner`), or both at once. */
export const schoolSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  shortName: z.string().min(1),
  /** `СОШ`: all eleven grades; `ООШ`: nine; `НОШ`: four. */
  kind: z.enum(['СОШ', 'ООШ', 'НОШ', 'лицей', 'гимназия']),
  districtId: idSchema,
  role: z.enum(['shnor', 'partner', 'both']),
  address: z.string().optional(),
  site: z.string().optional(),
  pupils: z.int().positive().optional(),
  /** Degrees, WGS 84. */
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  /** Subjects in which the school can help others, and in which it needs help. */
  strongSubjects: z.array(z.string().min(1)).optional(),
  weakSubjects: z.array(z.string().min(1)).optional(),
});
/** A school of a programme. */
export type School = z.infer<typeof schoolSchema>;

/** A network pair: the supported school and the stronger school that helps it; ids of schools. */
export const partnershipSchema = z.strictObject({
  school: idSchema,
  partner: idSchema,
  /** True where the partner belongs to another district. */
  crossDistrict: z.boolean(),
});
/** A network pair: the supported school and the stronger school that helps it. */
export type Partnership = z.infer<typeof partnershipSchema>;
