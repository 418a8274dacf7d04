import { feel, note, take, type Context } from './elements.ts';
import { NoEquivalent, valueToFeel } from './juel.ts';
import { addExtension, attributeOf, takeExtension, type Element } from './moddle.ts';

/** `camunda:inputOutput` as input and output mappings. */
export function ioOf(context: Context): void {
  const { element, prefix } = context;
  const found = takeExtension(element, `${prefix}:inputOutput`);
  const parameters = found.flatMap((each) => each.$children ?? []);
  const of = (kind: string): { source: string; target: string }[] =>
    parameters
      .filter(({ $type }) => $type === `${prefix}:${kind}`)
      .flatMap((parameter) => {
        const target = attributeOf(parameter, 'name') ?? '';
        const source = parameterValue(context, parameter, target);
        return source === undefined ? [] : [{ source, target }];
      });
  addMappings(context, of('inputParameter'), of('outputParameter'));
}

/** Adds to what mappings the element has. */
function addMappings(
  { element, factory }: Context,
  inputs: { source: string; target: string }[],
  outputs: { source: string; target: string }[],
): void {
  if (inputs.length + outputs.length === 0) return;
  const known = element.extensionElements?.values?.find(({ $type }) => $type === 'zeebe:IoMapping');
  const mapping =
    known ?? addExtension(element, factory, 'zeebe:IoMapping', { inputParameters: [], outputParameters: [] });
  const add = (type: string, name: string, list: { source: string; target: string }[]): void => {
    const made = list.map((each) => Object.assign(factory(type, each), { $parent: mapping }));
    mapping[name] = [...((mapping[name] as Element[] | undefined) ?? []), ...made];
  };
  add('zeebe:Input', 'inputParameters', inputs);
  add('zeebe:Output', 'outputParameters', outputs);
}

/** A parameter's value in FEEL: text, list, map; a script has no equivalent. */
function parameterValue(context: Context, parameter: Element, name: string): string | undefined {
  const { prefix } = context;
  const [complex] = parameter.$children ?? [];
  try {
    if (!complex) return literal(parameter.$body ?? '');
    if (complex.$type === `${prefix}:list`) return `=[${(complex.$children ?? []).map(inner).join(', ')}]`;
    if (complex.$type === `${prefix}:map`)
      return `={${(complex.$children ?? [])
        .map((entry) => `${JSON.stringify(attributeOf(entry, 'key') ?? '')}: ${inner(entry)}`)
        .join(', ')}}`;
    throw new NoEquivalent(`${complex.$type.split(':').at(-1)}`);
  } catch (error) {
    if (!(error instanceof NoEquivalent)) throw error;
    note(context, 'lost', `Параметр «${name}»: ${error.message} не выражается в FEEL`);
    return undefined;
  }
}

/** A fixed text becomes a FEEL text: `abc` → `= "abc"`. */
function literal(text: string): string {
  const value = valueToFeel(text);
  return value.startsWith('=') && /[$#]\{/.test(text) ? value : `=${JSON.stringify(value)}`;
}

const inner = (entry: Element): string => {
  if (entry.$children?.length) throw new NoEquivalent('вложенное значение');
  return literal(entry.$body ?? '').slice(1);
};

/** `camunda:in` and `camunda:out` of a call activity; whether everything goes in and comes out. */
export function callMappings(context: Context): { allIn: boolean; allOut: boolean } {
  const { element, prefix } = context;
  const result = { allIn: false, allOut: false };
  const inputs: { source: string; target: string }[] = [];
  const outputs: { source: string; target: string }[] = [];
  for (const each of takeExtension(element, `${prefix}:in`)) {
    if (attributeOf(each, 'variables') === 'all') result.allIn = true;
    else if (attributeOf(each, 'businessKey'))
      note(context, 'changed', 'Ключ дела передаётся вызываемому делу сам');
    else inputs.push(...one(context, each));
  }
  for (const each of takeExtension(element, `${prefix}:out`)) {
    if (attributeOf(each, 'variables') === 'all') result.allOut = true;
    else outputs.push(...one(context, each));
  }
  take(context, 'variableMappingClass');
  addMappings(context, inputs, outputs);
  return result;
}

function one(context: Context, mapping: Element): { source: string; target: string }[] {
  const target = attributeOf(mapping, 'target') ?? '';
  const variable = attributeOf(mapping, 'source');
  const expression = attributeOf(mapping, 'sourceExpression');
  const source =
    variable === undefined ? feel(context, expression, `Переменная «${target}»`) : `=${variable}`;
  return source === undefined || target === ''
    ? []
    : [{ source: source.startsWith('=') ? source : `=${JSON.stringify(source)}`, target }];
}
