import type { Page } from 'playwright-core';

/** A field or container of a form-js form, as far as a person sees it. */
interface Component {
  id: string;
  type: string;
  key?: string;
  path?: string;
  label?: string;
  subtype?: string;
  searchable?: boolean;
  properties?: { view?: string };
  values?: { value: unknown; label: string }[];
  components?: Component[];
}
interface Values {
  [name: string]: unknown;
}

/** Types and clicks the values into the form on the page, field by field, as a person would. */
export async function fillOnScreen(
  page: Page,
  components: Component[],
  values: Values,
  suffix = '',
): Promise<void> {
  for (const component of components) {
    const value = values[component.key ?? component.path ?? ''];
    if (component.properties?.view === 'measure-table') await fillMeasures(page, (value ?? []) as Values[]);
    else if (component.type === 'dynamiclist') await fillList(page, component, (value ?? []) as Values[]);
    else if (component.components) {
      await fillOnScreen(
        page,
        component.components,
        component.path ? ((value ?? {}) as Values) : values,
        suffix,
      );
    } else if (component.key && value !== undefined && value !== null)
      await fillField(page, component, value, suffix);
  }
}

async function fillList(page: Page, list: Component, items: Values[]): Promise<void> {
  const first = list.components?.find(({ key }) => key);
  if (!first) return;
  for (const [index, item] of items.entries()) {
    const field = page.locator(dom(first, `_${index}`));
    if ((await field.count()) === 0) await page.locator('.fjs-repeat-render-add').first().click();
    await field.first().waitFor();
    await fillOnScreen(page, list.components ?? [], item, `_${index}`);
  }
}

/** Adds each of the measures by hand, beside those of the roadmap that stand there already. */
async function fillMeasures(page: Page, items: Values[]): Promise<void> {
  const table = page.getByTestId('measure-table');
  for (const item of items) {
    await table.getByTestId('add-measure').click();
    const line = table.getByTestId('measure-line').last();
    await line.getByTestId('number').fill(String(item['measure']));
    await line.getByTestId('title').fill(String(item['title']));
    await line.getByTestId('state').selectOption(String(item['status']));
    if (item['link']) await line.getByTestId('link').fill(String(item['link']));
  }
}

/** form-js gives an input the id of its field, followed by the row inside a list and by `-date` for a date. */
function dom(component: Component, suffix: string): string {
  return `[id$="-${component.id}${suffix}${component.type === 'datetime' ? '-date' : ''}"]`;
}

async function fillField(page: Page, component: Component, value: unknown, suffix: string): Promise<void> {
  const field = page.locator(dom(component, suffix)).first();
  const container = page
    .locator('.fjs-form-field')
    .filter({ has: page.locator(`[id*="-${component.id}${suffix}"]`) })
    .last();
  const label = (wanted: unknown) =>
    component.values?.find((option) => option.value === wanted)?.label ?? String(wanted);
  switch (component.type) {
    case 'radio':
      return container.getByText(label(value), { exact: true }).click();
    case 'select':
      // One with an option 0 is shown as radio buttons.
      if ((await container.locator('input[type="radio"]').count()) > 0) {
        return container.getByText(label(value), { exact: true }).click();
      }
      if (component.searchable) {
        await field.fill(label(value));
        return container.locator('.fjs-dropdownlist-item').getByText(label(value), { exact: true }).click();
      }
      if ((await container.locator('.fjs-select-display').innerText()) === label(value)) return;
      await container.locator('.fjs-input-group').click();
      return container.locator('.fjs-dropdownlist-item').getByText(label(value), { exact: true }).click();
    case 'checklist':
      for (const option of component.values ?? []) {
        const chosen = (value as unknown[]).includes(option.value);
        await container.getByLabel(option.label, { exact: true }).setChecked(chosen);
      }
      return;
    case 'checkbox':
      return field.setChecked(Boolean(value));
    case 'datetime': {
      const [year, month, day] = String(value).slice(0, 10).split('-');
      await field.fill(`${day}.${month}.${year}`);
      return field.press('Enter');
    }
    default:
      // form-js takes a typed text over when the field is left; a busy page may still draw it without the text before.
      for (let tries = 0; tries < 3 && (await field.inputValue()) !== String(value); tries += 1) {
        await field.fill(String(value));
        await field.blur();
      }
  }
}
