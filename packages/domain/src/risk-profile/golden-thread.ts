import { riskFactors, type Significance } from '../risk-factor.ts';

/** An indicator of the district as the thread shows it: its last value of the school. */
export interface ThreadIndicator {
  id: string;
  code: string;
  title: string;
  unit: string;
  value: number | null;
  mark: string;
  reason: string;
  /** Documents at its values. */
  evidence: number;
}

/** What the thread is spun of; ids are those of the register. */
export interface ThreadParts {
  /** Factors of the last diagnosis; those that are not low need a programme. */
  factors: { factor: string; significance: Significance | null }[];
  programmes: {
    id: string;
    factor: string;
    title: string;
    /** How often its text was written. */
    version?: number;
    measures: string[];
    /** The mark that the programme got at its review; null: not reviewed. */
    mark: { value: number; remark: string | null } | null;
  }[];
  measures: {
    id: string;
    number: string;
    title: string;
    indicator: string;
    status: string;
    evidence: number;
    due: string | null;
    /** The indicator of the monitoring that this measure serves; absent: nobody has said it. */
    linked?: ThreadIndicator | null;
    /** One that is named alike. */
    proposed?: { id: string; code: string; title: string } | null;
  }[];
  /** Whether the district has indicators to be linked with. */
  monitored?: boolean;
  /** YYYY-MM-DD. */
  today: string;
}

/** What is missing in the thread. */
export const threadHoles = [
  'factor-without-programme',
  'programme-without-factor',
  'programme-without-measure',
  'measure-without-programme',
  'measure-without-indicator',
  'indicator-not-linked',
  'indicator-without-value',
  'indicator-without-evidence',
  'programme-without-mark',
] as const;
/** What is missing in the thread. */
export type ThreadHole = (typeof threadHoles)[number];

/** What a hole is called on screens. */
export const threadHoleNames: Readonly<Record<ThreadHole, { ru: string; en: string }>> = {
  'factor-without-programme': { ru: 'фактор без программы', en: 'factor without a programme' },
  'programme-without-factor': {
    ru: 'программа без значимого фактора',
    en: 'programme without a significant factor',
  },
  'programme-without-measure': { ru: 'программа без мероприятий', en: 'programme without measures' },
  'measure-without-programme': { ru: 'мероприятие без программы', en: 'measure without a programme' },
  'measure-without-indicator': { ru: 'мероприятие без показателя', en: 'measure without an indicator' },
  'indicator-not-linked': {
    ru: 'показатель не связан с мониторингом',
    en: 'indicator not linked with the monitoring',
  },
  'indicator-without-value': { ru: 'показатель без значения', en: 'indicator without a value' },
  'indicator-without-evidence': { ru: 'показатель без подтверждения', en: 'indicator without evidence' },
  'programme-without-mark': {
    ru: 'программа без оценки экспертизы',
    en: 'programme without a mark of the review',
  },
};

/** One hole: what is missing, at what. */
export interface FoundHole {
  hole: ThreadHole;
  of: 'factor' | 'programme' | 'measure';
  id: string;
  title: string;
}

/** The thread of a school: every factor with its programmes, measures and what they lead to; and what hangs loose. */
export interface GoldenThread {
  factors: {
    factor: string;
    number: number;
    name: string;
    significance: Significance | null;
    programmes: (Omit<ThreadParts['programmes'][number], 'measures'> & {
      measures: ThreadParts['measures'];
    })[];
  }[];
  /** Measures of the roadmap that belong to no programme. */
  loose: ThreadParts['measures'];
  holes: FoundHole[];
}

const significant = (significance: Significance | null): boolean =>
  significance === 'high' || significance === 'medium';

/** Spins the thread factor → programme → measure → indicator → evidence → mark, and lists its holes in this order. */
export function goldenThread({
  factors,
  programmes,
  measures,
  monitored = false,
  today,
}: ThreadParts): GoldenThread {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  const linked = new Set(programmes.flatMap((programme) => programme.measures));
  const holes: FoundHole[] = [];
  const rows = riskFactors.map(({ id, number, name }) => {
    const significance = factors.find(({ factor }) => factor === id)?.significance ?? null;
    const own = programmes
      .filter(({ factor }) => factor === id)
      .map((programme) => ({
        ...programme,
        measures: programme.measures.flatMap((measure) => byId.get(measure) ?? []),
      }));
    const found = (hole: ThreadHole, of: FoundHole['of'], at: { id: string; title: string }): void =>
      void holes.push({ hole, of, id: at.id, title: at.title });
    if (significant(significance) && own.length === 0)
      found('factor-without-programme', 'factor', { id, title: name });
    for (const programme of own) {
      if (!significant(significance)) found('programme-without-factor', 'programme', programme);
      if (programme.measures.length === 0) found('programme-without-measure', 'programme', programme);
      if (programme.mark === null) found('programme-without-mark', 'programme', programme);
    }
    return { factor: id, number, name, significance, programmes: own };
  });
  const loose = measures.filter(({ id }) => !linked.has(id));
  for (const measure of measures) {
    if (measure.status === 'cancelled') continue;
    const at = { of: 'measure' as const, id: measure.id, title: `${measure.number}. ${measure.title}` };
    if (!linked.has(measure.id)) holes.push({ hole: 'measure-without-programme', ...at });
    const indicator = measure.linked ?? null;
    const named = indicator !== null || measure.indicator.trim() !== '';
    if (!named) holes.push({ hole: 'measure-without-indicator', ...at });
    else if (indicator === null && monitored) holes.push({ hole: 'indicator-not-linked', ...at });
    // Before its term a measure cannot be proved yet.
    const ended =
      measure.status === 'done' ||
      measure.status === 'checked' ||
      (measure.due !== null && measure.due < today);
    if (indicator !== null && ended && indicator.value === null)
      holes.push({ hole: 'indicator-without-value', ...at });
    if (named && ended && measure.evidence + (indicator?.evidence ?? 0) === 0)
      holes.push({ hole: 'indicator-without-evidence', ...at });
  }
  holes.sort((left, right) => threadHoles.indexOf(left.hole) - threadHoles.indexOf(right.hole));
  return { factors: rows, loose, holes };
}
