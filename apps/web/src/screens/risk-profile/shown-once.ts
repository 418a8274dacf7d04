import type { CreatedSurvey } from '@opora/contracts';
import { shallowReactive } from 'vue';

/**
 * Surveys whose codes are on the screen, by person and school. The program keeps no codes, so another tab or screen must
 * not lose them; they go when they are put away or the page is closed.
 */
export const shownOnce = shallowReactive(new Map<string, CreatedSurvey>());
