/** Where a kind of file stands in a folder of models. */
const homes: { [extension: string]: string } = {
  bpmn: '',
  dmn: 'decisions/',
  form: 'forms/',
  yaml: 'scenarios/',
  yml: 'scenarios/',
};

const baseName = (path: string): string => path.split('/').at(-1)!;

/**
 * Where uploaded files stand in their folder: `folder/forms/a.form`, `forms/a.form` and `a.form` are the same file.
 * A bare name takes the place of the one file of that name that is there already, else that of its kind.
 */
export function placeOf(name: string, folder: string, existing: readonly string[]): string {
  const parts = name
    .replace(/\\/g, '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  if (parts.length > 1 && parts[0] === folder) parts.shift();
  if (parts.length > 1) return parts.join('/');
  const bare = parts[0] ?? name;
  const same = existing.filter((path) => baseName(path) === bare);
  if (same.length === 1) return same[0]!;
  return `${homes[bare.split('.').at(-1)!.toLowerCase()] ?? ''}${bare}`;
}

/** Where a kind of file says what it is about, the more telling kind first. */
const names: readonly (readonly [extension: string, named: (text: string) => string | undefined])[] = [
  ['.bpmn', (text) => unescapeXml(/<(?:\w+:)?process\b[^>]*\sname="([^"]+)"/.exec(text)?.[1])],
  ['.dmn', (text) => unescapeXml(/<(?:\w+:)?definitions\b[^>]*\sname="([^"]+)"/.exec(text)?.[1])],
  ['.form', formHeading],
  ['.yaml', (text) => /^title:\s*(['"]?)(\S.*?)\1\s*$/m.exec(text)?.[2]],
];

/** A form has no name of its own: its first heading is what people know it by. */
function formHeading(text: string): string | undefined {
  try {
    const { components } = JSON.parse(text) as { components?: { type?: string; text?: string }[] };
    const [first] = components ?? [];
    return first?.type === 'text'
      ? /^\s*#+\s*([^#{}\s][^{}\n]*)/.exec(first.text ?? '')?.[1]?.trim()
      : undefined;
  } catch {
    // A draft may be broken for a while; the file still has a name.
    return undefined;
  }
}

/** What people call a file, as its text says it; null where it does not. */
export function titleOf(path: string, text: string): string | null {
  return names.find(([extension]) => path.endsWith(extension))?.[1](text) ?? null;
}

/** Title and place among the stages, as the files of a folder say it: stage.json, else the name of the process or of the decisions. */
export function describeFolder(
  folder: string,
  files: readonly { path: string; text: string }[],
): { title: string; order: number | null } {
  const stage = files.find(({ path }) => path === 'stage.json');
  if (stage) {
    try {
      const { title, order } = JSON.parse(stage.text) as { title?: { ru?: unknown }; order?: unknown };
      if (typeof title?.ru === 'string' && title.ru !== '')
        return { title: title.ru, order: typeof order === 'number' ? order : null };
    } catch {
      // A draft may be broken for a while; the diagram still has a name.
    }
  }
  for (const [extension, named] of names.slice(0, 2))
    for (const { path, text } of files) {
      const name = path.endsWith(extension) ? named(text) : undefined;
      if (name) return { title: name, order: null };
    }
  return { title: folder, order: null };
}

const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescapeXml = (text: string | undefined): string | undefined =>
  text?.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name) return entities[name.toLowerCase()]!;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** Lines of a text that hold what is looked for, without regard to case and «ё». */
export function matchingLines(text: string, q: string, limit: number): { line: number; excerpt: string }[] {
  const needle = plain(q);
  const hits: { line: number; excerpt: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const at = plain(line).indexOf(needle);
    if (at < 0) continue;
    hits.push({ line: index + 1, excerpt: excerptOf(line, at, q.length) });
    if (hits.length === limit) break;
  }
  return hits;
}

/** The words around what was found, without the markup of XML or JSON that they stand in. */
function excerptOf(line: string, at: number, length: number): string {
  const before = line.slice(0, at).search(/[<>"][^<>"]*$/) + 1;
  const after = line.slice(at + length).search(/[<>"]/);
  const marked = before > 0 || after >= 0;
  const end = marked && after >= 0 ? at + length + after : line.length;
  // What is looked for has to be seen where there is room for a few words.
  const from = Math.max(marked ? before : 0, at - 14);
  return (unescapeXml(line.slice(from, Math.min(end, at + length + 60))) ?? '').trim();
}

/** Text as search compares it. */
export const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');
