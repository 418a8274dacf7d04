import type { FormSchema } from '../lib/form-data.ts';

type Component = FormSchema['components'][number];

/**
 * The form with every option selectable. form-js takes a picked `0` or `false` of a select for nothing
 * (`option.value || null`), so a select with such an option is shown as radio buttons, which keep the value. A field
 * whose choices the server knows (`properties.choices`) is typed where there is no server to ask, as in a preview; where
 * the server knows of none, there is nothing to choose.
 */
export function pickable(schema: FormSchema): FormSchema {
  return { ...schema, components: schema.components.map(pickableComponent) };
}

function pickableComponent(component: Component): Component {
  const inner = component.components && { components: component.components.map(pickableComponent) };
  const falsy =
    component.type === 'select' && component.values?.some(({ value }) => value === 0 || value === false);
  const unknown = component.properties?.['choices'] && component.values === undefined;
  return {
    ...component,
    ...inner,
    ...(falsy && { type: 'radio' }),
    ...(unknown && { type: 'textfield' }),
  };
}
