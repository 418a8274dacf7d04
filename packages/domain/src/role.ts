import { z } from 'zod';

/** Roles of people; the same words are the candidate groups in diagrams. */
export const roles = [
  'admin',
  'region',
  'coordinator',
  'committee',
  'method',
  'expert',
  'director',
  'curator',
] as const;

/** One of the eight roles. */
export type Role = (typeof roles)[number];

/** Checks that a text is the name of a role. */
export const roleSchema = z.enum(roles);

/** What each role is called on screens. */
export const roleNames: Readonly<Record<Role, { ru: string; en: string }>> = {
  admin: { ru: 'Администратор', en: 'Administrator' },
  region: { ru: 'Региональный оператор', en: 'Regional operator' },
  coordinator: { ru: 'Муниципальный координатор', en: 'Municipal coordinator' },
  committee: { ru: 'Управление образования', en: 'Education committee' },
  method: { ru: 'Методическая служба', en: 'Methodological service' },
  expert: { ru: 'Эксперт', en: 'Expert' },
  director: { ru: 'Директор и команда школы', en: 'School director and team' },
  curator: { ru: 'Куратор школы-партнёра', en: 'Partner-school curator' },
};
