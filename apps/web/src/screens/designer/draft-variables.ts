import type { Model } from '@opora/engine';
import { variablesAt, type Form, type KnownVariable } from '@opora/modeling';

/** Variables that may exist where an element of the draft begins. */
export type VariablesOf = (elementId: string) => Promise<KnownVariable[]>;

type Files = { readonly [path: string]: string };

/** Reads the draft when it is asked; while it does not compile, the last draft that did is asked. */
export function draftVariables(xmlOf: () => Promise<string>, files: () => Files): VariablesOf {
  let read: { xml: string; models: Promise<Model[]> } | undefined;
  let last: Model[] = [];
  const models = async (): Promise<Model[]> => {
    const xml = await xmlOf();
    if (read?.xml !== xml) read = { xml, models: compiled(xml) };
    const found = await read.models;
    if (found.length) last = found;
    return last;
  };
  return async (elementId) => {
    const all = await models();
    const model = all.find((one) => elementId in one.nodes || elementId in one.flows);
    return model ? variablesAt(model, elementId, { forms: formsOf(files()), given: givenOf(files()) }) : [];
  };
}

async function compiled(xml: string): Promise<Model[]> {
  const { compile } = await import('@opora/engine/compile');
  return (await compile(xml)).models;
}

function json(text: string | undefined): { [name: string]: unknown } {
  try {
    return JSON.parse(text ?? '{}') as { [name: string]: unknown };
  } catch {
    return {};
  }
}

function formsOf(files: Files): Map<string, Form> {
  const forms = Object.entries(files).flatMap(([path, text]) =>
    path.endsWith('.form') ? [json(text) as unknown as Form] : [],
  );
  return new Map(forms.flatMap((form) => (Array.isArray(form.components) ? [[form.id, form] as const] : [])));
}

const givenOf = (files: Files): string[] =>
  ((json(files['stage.json'])['input'] as { name: string }[] | undefined) ?? []).map(({ name }) => name);

/** Offers these variables in the FEEL fields of the properties panel. */
export function variableCompletionModule(variablesOf: VariablesOf, origin: (elementId: string) => string) {
  const getVariablesForElement = async ({ id }: { id: string }): Promise<object[]> =>
    (await variablesOf(id)).map(({ name, from }) => ({
      name,
      ...(from === undefined ? {} : { info: origin(from) }),
    }));
  return { variableResolver: ['value', { getVariablesForElement }] };
}
