import type { Audience, ProfileConfig, SurveyQuestion } from './config.ts';
import type { ProfileValue } from './profile.ts';

/** How often each answer of a question was given; the place is that of the answer. */
export type AnswerSums = { [question: string]: number[] };

/** What may be shown of a question: nothing where too few have answered it. */
export interface QuestionResult {
  question: string;
  text: string;
  /** How many answered; null: fewer than may be shown. */
  answered: number | null;
  shares: { answer: string; share: number }[];
  /** Share of the answers that count, in percent; null with the rest. */
  value: number | null;
}

/** Percent with one decimal. */
const percent = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 10;

/** The results of a survey, with nothing of a question that fewer than `fewest` people answered. */
export function surveyResults(
  config: Pick<ProfileConfig, 'fewest' | 'surveys'>,
  audience: Audience,
  sums: AnswerSums,
): QuestionResult[] {
  return (config.surveys[audience] ?? []).map((question) => {
    const counts = question.answers.map((_, place) => sums[question.id]?.[place] ?? 0);
    const answered = counts.reduce((sum, count) => sum + count, 0);
    const { id, text, answers } = question;
    if (answered < config.fewest) return { question: id, text, answered: null, shares: [], value: null };
    return {
      question: id,
      text,
      answered,
      shares: answers.map((answer, place) => ({ answer, share: percent(counts[place]!, answered) })),
      value: percent(
        question.counts.reduce((sum, place) => sum + counts[place]!, 0),
        answered,
      ),
    };
  });
}

/**
 * What surveys say of the parameters of a profile: people of several audiences who were asked about the same parameter
 * count together, and too few together say nothing.
 */
export function surveyValues(
  config: ProfileConfig,
  surveys: readonly { audience: Audience; sums: AnswerSums }[],
): ProfileValue[] {
  return config.parameters.flatMap((parameter) => {
    const asked = surveys.flatMap(({ audience, sums }) =>
      (config.surveys[audience] ?? [])
        .filter((question) => question.parameter === parameter.id)
        .map((question) => ({ question, counts: sums[question.id] ?? [] }))
        // A question that too few answered adds nothing: else it could be read out of the total.
        .filter(({ counts }) => total(counts) >= config.fewest),
    );
    const whole = asked.reduce((sum, { counts }) => sum + total(counts), 0);
    if (whole === 0) return [];
    const part = asked.reduce((sum, { question, counts }) => sum + counted(question, counts), 0);
    return [
      {
        factor: parameter.factor,
        parameter: parameter.id,
        source: 'survey' as const,
        value: percent(part, whole),
      },
    ];
  });
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + (count ?? 0), 0);
const counted = ({ counts: places }: SurveyQuestion, counts: readonly number[]): number =>
  places.reduce((sum, place) => sum + (counts[place] ?? 0), 0);
