import { defineFieldView } from '../../forms/field-view.ts';

/** The due measures of a school's roadmap as a table: state, documents, explanation; measures may be added by hand. */
export const fieldView = defineFieldView({
  name: 'measure-table',
  component: () => import('./MeasureTable.vue'),
});
