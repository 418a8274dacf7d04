import { defineFieldView } from '../../forms/field-view.ts';

/** The indicators of a monitoring round as a table: plan, value before, value, its mark at once, explanation, documents. */
export const fieldView = defineFieldView({
  name: 'round-table',
  component: () => import('./RoundTable.vue'),
});
