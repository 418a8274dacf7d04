import { districtIndicators } from './district-indicators.ts';
import { finalDiagnosis } from './final-diagnosis.ts';
import type { KnownSource } from './known-source.ts';
import { partnerProposal } from './partner-proposal.ts';
import { roundAnswers } from './round-answers.ts';
import { roundMeasures } from './round-measures.ts';
import { schoolIndicators } from './school-indicators.ts';
import { schoolRoadmap } from './school-roadmap.ts';
import { surveyResults } from './survey-results.ts';

export type { KnownAbout, KnownSource } from './known-source.ts';

/** What the system can fill in, by the name that a form gives in `known`. A new one is a file beside this and one line here. */
export const knownSources: { readonly [name: string]: KnownSource } = {
  'district-indicators': districtIndicators,
  'final-diagnosis': finalDiagnosis,
  'partner-proposal': partnerProposal,
  'round-answers': roundAnswers,
  'round-measures': roundMeasures,
  'school-indicators': schoolIndicators,
  'school-roadmap': schoolRoadmap,
  'survey-results': surveyResults,
};
