import type { DecisionDefect, DecisionImport, DecisionModel } from './types.ts';
import { childrenNamed, type XmlElement } from './xml.ts';

type Kind = 'decisions' | 'inputs' | 'knowledge' | 'services';

/** Elements of one kind by id, those of imported files by `namespace#id`. */
export function withImported<K extends Kind>(model: DecisionModel, kind: K): DecisionModel[K] {
  const foreign = (model.imports ?? []).flatMap(({ namespace, model: imported }) =>
    Object.entries(imported[kind]).map(([id, node]) => [`${namespace}#${id}`, node] as const),
  );
  return { ...model[kind], ...Object.fromEntries(foreign) };
}

interface Compiled {
  model?: DecisionModel;
  problems: DecisionDefect[];
}
type Compile = (root: XmlElement, imports: DecisionImport[], problems: DecisionDefect[]) => Compiled;

const isRoot = (file: XmlElement | Compiled): file is XmlElement => 'children' in file;
const isDmn = (type: string | undefined): boolean => type === undefined || /\/DMN\/|dmn/i.test(type);

/** Compiles files in the order in which they import each other. */
export class Linker {
  private readonly done = new Map<XmlElement, Compiled>();

  constructor(
    private readonly files: (XmlElement | Compiled)[],
    private readonly known: (namespace: string) => Promise<DecisionModel | undefined>,
    private readonly compile: Compile,
  ) {}

  async all(): Promise<Compiled[]> {
    const compiled: Compiled[] = [];
    for (const file of this.files) compiled.push(isRoot(file) ? await this.link(file, []) : file);
    return compiled;
  }

  private async link(root: XmlElement, path: XmlElement[]): Promise<Compiled> {
    const known = this.done.get(root);
    if (known) return known;
    const problems: DecisionDefect[] = [];
    const imports: DecisionImport[] = [];
    for (const element of childrenNamed(root, 'import')) {
      const found = await this.imported(element, [...path, root]);
      if (typeof found === 'string')
        problems.push({
          elementId: element.attributes.id,
          elementType: 'dmn:import',
          rule: 'import',
          message: found,
          severity: 'error',
        });
      else {
        const { name = '', namespace = '' } = element.attributes;
        imports.push({ name: name.replace(/\s+/g, ' ').trim(), namespace, model: found });
      }
    }
    const compiled = this.compile(root, imports, problems);
    this.done.set(root, compiled);
    return compiled;
  }

  /** The imported model, or why there is none. */
  private async imported(element: XmlElement, path: XmlElement[]): Promise<DecisionModel | string> {
    const { name, namespace = '', importType } = element.attributes;
    const what = `"${name || namespace}"`;
    if (!isDmn(importType))
      return `The file imports ${what} of the kind "${importType}", but only DMN files can be imported`;
    const file = this.files.find((one) => isRoot(one) && one.attributes.namespace === namespace);
    if (!file || !isRoot(file)) {
      const model = await this.known(namespace);
      return model ?? `The file imports ${what}, but there is no DMN file with the namespace "${namespace}"`;
    }
    if (path.includes(file)) return `The file imports ${what}, which imports it in turn`;
    const { model, problems } = await this.link(file, path);
    const error = problems.find(({ severity }) => severity === 'error');
    return model && !error ? model : `The file imports ${what}, which has errors`;
  }
}
