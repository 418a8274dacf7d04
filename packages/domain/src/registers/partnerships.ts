import type { RegisterDefinition } from './register.ts';

/** Network pairs: a school and the partner that supports it, for a period. */
export const partnerships: RegisterDefinition = {
  id: 'partnerships',
  title: { ru: 'Сетевые пары', en: 'Partner pairs' },
  one: { ru: 'Сетевая пара', en: 'Partner pair' },
  label: 'schoolId',
  identity: ['schoolId', 'partnerId', 'validFrom'],
  archive: false,
  fields: [
    {
      key: 'schoolId',
      title: { ru: 'Школа', en: 'School' },
      kind: 'ref',
      ref: 'schools',
      required: true,
      list: true,
      search: true,
      fixed: true,
      anyDistrict: true,
      names: [/^(шнор|школа с низк)/],
    },
    {
      key: 'partnerId',
      title: { ru: 'Школа-партнёр', en: 'Partner school' },
      kind: 'ref',
      ref: 'schools',
      required: true,
      list: true,
      search: true,
      fixed: true,
      anyDistrict: true,
      names: [/(партнер|лидер|консультант|куратор)/],
    },
    {
      key: 'validFrom',
      title: { ru: 'С какого дня', en: 'From' },
      kind: 'date',
      required: true,
      list: true,
      fixed: true,
      names: [/^(с$|начало|дата начала)/],
    },
    {
      key: 'validTo',
      title: { ru: 'По какой день', en: 'Until' },
      kind: 'date',
      list: true,
      names: [/^(по$|до$|конец|дата окончания)/],
    },
    {
      key: 'agreement',
      title: { ru: 'Сетевой договор', en: 'Agreement' },
      kind: 'text',
      list: true,
      search: true,
      max: 300,
      names: [/(договор|соглашени|приказ)/],
    },
  ],
  related: [],
};

/** School subjects. */
export const subjects: RegisterDefinition = {
  id: 'subjects',
  title: { ru: 'Предметы', en: 'Subjects' },
  one: { ru: 'Предмет', en: 'Subject' },
  label: 'name',
  identity: ['name'],
  archive: true,
  fields: [
    {
      key: 'name',
      title: { ru: 'Название', en: 'Name' },
      kind: 'text',
      required: true,
      list: true,
      search: true,
      max: 100,
      names: [/^(наименование|предмет(?!н)|дисциплина)/],
    },
    {
      key: 'area',
      title: { ru: 'Предметная область', en: 'Area' },
      kind: 'text',
      list: true,
      search: true,
      names: [/область/],
    },
  ],
  related: [
    { register: 'associations', field: 'subjectId', title: { ru: 'Объединения', en: 'Associations' } },
  ],
};
