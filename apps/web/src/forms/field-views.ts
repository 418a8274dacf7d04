import type { FieldView } from './field-view.ts';

const found = import.meta.glob<{ fieldView: FieldView }>('../field-views/*/index.ts', { eager: true });

/** Views of fields by their names; a folder in `field-views` is found by itself. */
export const fieldViews: ReadonlyMap<string, FieldView> = new Map(
  Object.values(found).map(({ fieldView }) => [fieldView.name, fieldView]),
);
