import type { RegisterDefinition } from './register.ts';

const zoneExists = (zone: string): string | undefined => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return 'ожидался часовой пояс вида Europe/Moscow';
  }
};

/** Municipalities. */
export const districts: RegisterDefinition = {
  id: 'districts',
  title: { ru: 'Районы', en: 'Districts' },
  one: { ru: 'Район', en: 'District' },
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
      names: [/^(район|муниципалитет|муниципальн\S* образован)/],
    },
    {
      key: 'region',
      title: { ru: 'Регион', en: 'Region' },
      kind: 'text',
      required: true,
      list: true,
      search: true,
      names: [/^(субъект|область|край)/],
    },
    {
      key: 'authority',
      title: { ru: 'Орган управления образованием', en: 'Education authority' },
      kind: 'text',
      list: true,
      search: true,
      names: [/управлени|комитет/],
      hint: { ru: 'Полное название, как в приказах', en: 'Full name as orders print it' },
    },
    {
      key: 'methodService',
      title: { ru: 'Методическая служба', en: 'Methodological service' },
      kind: 'text',
      names: [/имц|рмк|ресурсн\S* центр/],
    },
    {
      key: 'timeZone',
      title: { ru: 'Часовой пояс', en: 'Time zone' },
      kind: 'text',
      required: true,
      initial: 'Europe/Moscow',
      check: zoneExists,
    },
  ],
  related: [
    { register: 'schools', field: 'districtId', title: { ru: 'Школы', en: 'Schools' } },
    { register: 'associations', field: 'districtId', title: { ru: 'Объединения', en: 'Associations' } },
  ],
};
