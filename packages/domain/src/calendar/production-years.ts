/** One year of Russia's production calendar: only what differs from «Monday to Friday are worked». Dates are `MM-DD`. */
export interface ProductionYear {
  year: number;
  /** Weekdays that are not worked: holidays (Labor Code, article 112) and days off transferred to them. */
  off: readonly string[];
  /** Saturdays and Sundays that are worked, because their day off was transferred. */
  worked: readonly string[];
  /** Working days shortened by an hour before a holiday (Labor Code, article 95). */
  short: readonly string[];
  /** The government's resolution on transfers of the year's days off. */
  source: string;
  /** `provisional` until the government's resolution is entered and checked. */
  status: 'official' | 'provisional';
}

const resolution = (number: string, date: string): string =>
  `Постановление Правительства РФ от ${date} № ${number}`;

/**
 * Production calendars by year. The non-working days with pay of 2020 and 2021 were decreed apart (by the President) and
 * are no part of it, as in the official yearly totals.
 */
export const productionYears: readonly ProductionYear[] = [
  {
    year: 2019,
    off: dates('01: 1 2 3 4 7 8, 03: 8, 05: 1 2 3 9 10, 06: 12, 11: 4'),
    worked: [],
    short: dates('02: 22, 03: 7, 04: 30, 05: 8, 06: 11, 12: 31'),
    source: resolution('1163', '01.10.2018'),
    status: 'official',
  },
  {
    year: 2020,
    off: dates('01: 1 2 3 6 7 8, 02: 24, 03: 9, 05: 1 4 5 11, 06: 12, 11: 4'),
    worked: [],
    short: dates('04: 30, 05: 8, 06: 11, 11: 3, 12: 31'),
    source: resolution('875', '10.07.2019'),
    status: 'official',
  },
  {
    year: 2021,
    off: dates('01: 1 4 5 6 7 8, 02: 22 23, 03: 8, 05: 3 10, 06: 14, 11: 4 5, 12: 31'),
    worked: dates('02: 20'),
    short: dates('02: 20, 04: 30, 06: 11, 11: 3'),
    source: resolution('1648', '10.10.2020'),
    status: 'official',
  },
  {
    year: 2022,
    off: dates('01: 3 4 5 6 7, 02: 23, 03: 7 8, 05: 2 3 9 10, 06: 13, 11: 4'),
    worked: dates('03: 5'),
    short: dates('02: 22, 03: 5, 11: 3'),
    source: resolution('1564', '16.09.2021'),
    status: 'official',
  },
  {
    year: 2023,
    off: dates('01: 2 3 4 5 6, 02: 23 24, 03: 8, 05: 1 8 9, 06: 12, 11: 6'),
    worked: [],
    short: dates('02: 22, 03: 7, 11: 3'),
    source: resolution('1505', '29.08.2022'),
    status: 'official',
  },
  {
    year: 2024,
    off: dates('01: 1 2 3 4 5 8, 02: 23, 03: 8, 04: 29 30, 05: 1 9 10, 06: 12, 11: 4, 12: 30 31'),
    worked: dates('04: 27, 11: 2, 12: 28'),
    short: dates('02: 22, 03: 7, 05: 8, 06: 11, 11: 2'),
    source: resolution('1314', '10.08.2023'),
    status: 'official',
  },
  {
    year: 2025,
    off: dates('01: 1 2 3 6 7 8, 05: 1 2 8 9, 06: 12 13, 11: 3 4, 12: 31'),
    worked: dates('11: 1'),
    short: dates('03: 7, 04: 30, 06: 11, 11: 1'),
    source: resolution('1335', '04.10.2024'),
    status: 'official',
  },
  {
    year: 2026,
    off: dates('01: 1 2 5 6 7 8 9, 02: 23, 03: 9, 05: 1 11, 06: 12, 11: 4, 12: 31'),
    worked: [],
    short: dates('04: 30, 05: 8, 06: 11, 11: 3'),
    source: resolution('1466', '24.09.2025'),
    status: 'official',
  },
  {
    year: 2027,
    off: dates('01: 1 4 5 6 7 8, 02: 22 23, 03: 8, 05: 3 10, 06: 14, 11: 4 5, 12: 31'),
    worked: dates('02: 20'),
    short: dates('02: 20, 04: 30, 06: 11, 11: 3'),
    // Provisional until somebody has held it against the official publication.
    source: `${resolution('1187', '17.09.2026')}; с официальной публикацией ещё не сверено`,
    status: 'provisional',
  },
];

/** Reads «01: 1 2, 03: 8» as `01-01`, `01-02`, `03-08`, the way calendars are printed month by month. */
function dates(text: string): string[] {
  return text.split(', ').flatMap((month) => {
    const [number, days] = month.split(': ') as [string, string];
    return days.split(' ').map((day) => `${number}-${day.padStart(2, '0')}`);
  });
}
