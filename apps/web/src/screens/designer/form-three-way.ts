import { diff3Merge, diffIndices } from 'node-diff3';
import type { Clash, ThreeWay } from './three-way.ts';

interface Component {
  label?: string;
  text?: string;
  key?: string;
  id?: string;
  layout?: { row?: string; columns?: number | null };
  [more: string]: unknown;
}
interface Form {
  components: Component[];
  [more: string]: unknown;
}

/**
 * Puts together what two people made of one form, field by field: the text of a form is written anew by the editor, so
 * that its lines say little. Undefined where one of the texts is no form.
 */
export function formThreeWay(base: string, mine: string, theirs: string): ThreeWay | undefined {
  const forms = [mine, base, theirs].map(readForm);
  if (forms.some((form) => form === undefined)) return undefined;
  const units = new Map<string, Form | Component>();
  // What is mine is met last, so that it is the one that is written where both mean the same.
  const [b, o, a] = [...(forms as Form[])].reverse().map((form) => unitsOf(form, units)) as [
    string[],
    string[],
    string[],
  ];
  const parts = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const text = (keys: readonly string[]): string => {
    const [head, ...components] = keys.map((key) => units.get(key)!);
    return `${JSON.stringify({ ...head, components }, null, 2)}\n`;
  };
  const part = (keys: readonly string[]): string => text([o[0]!, ...keys.filter((key) => !isHead(key))]);
  return {
    clashes: parts.flatMap(({ conflict }): Clash[] =>
      conflict
        ? [
            {
              about: aboutOf([...conflict.a, ...conflict.b], units),
              mine: [],
              theirs: [],
              texts: { base: part(conflict.o), mine: part(conflict.a), theirs: part(conflict.b) },
            },
          ]
        : [],
    ),
    changed: { mine: diffIndices(o, a).length, theirs: diffIndices(o, b).length },
    text(choices) {
      let at = 0;
      return text(
        parts.flatMap(({ ok, conflict }) => {
          if (!conflict) return ok ?? [];
          return choices[at++] === 'theirs' ? conflict.b : conflict.a;
        }),
      );
    },
  };
}

function readForm(text: string): Form | undefined {
  try {
    const form = JSON.parse(text) as Partial<Form> | null;
    return Array.isArray(form?.components) ? (form as Form) : undefined;
  } catch {
    return undefined;
  }
}

const isHead = (key: string): boolean => key.startsWith('form:');

/** What the form says of itself, then each of its fields, as texts that are equal where they mean the same. */
function unitsOf({ components, ...head }: Form, units: Map<string, Form | Component>): string[] {
  const shared = (row: string | undefined): boolean =>
    components.filter(({ layout }) => layout?.row === row).length > 1;
  return [
    [`form:${canonical(head)}`, { ...head, components: [] }] as const,
    ...components.map((component) => {
      const { layout, ...rest } = component;
      // A row of one field is made up by the editor anew.
      const alone = !layout || (!layout.columns && !shared(layout.row));
      return [canonical(alone ? rest : component), component] as const;
    }),
  ].map(([key, value]) => {
    units.set(key, value);
    return key;
  });
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

function aboutOf(keys: readonly string[], units: Map<string, Form | Component>): string {
  const names = keys
    .filter((key) => !isHead(key))
    .map((key) => units.get(key) as Component)
    .map(({ label, text, key, id }) => `«${label ?? text ?? key ?? id ?? ''}»`);
  return [...new Set(names)].slice(0, 4).join(', ');
}
