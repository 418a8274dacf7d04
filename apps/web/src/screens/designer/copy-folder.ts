const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The files of a folder under another id: process, stage, diagram file, forms and decisions get ids of their own,
 * since those of deployed files are known everywhere; references among them follow.
 */
export function copyFolder(
  files: { readonly [path: string]: string },
  from: string,
  to: string,
  title: string,
): { [path: string]: string } {
  const renamed = new Map([[from, to]]);
  for (const [path, text] of Object.entries(files))
    for (const id of ownIds(path, text)) renamed.set(id, `${to}-${id}`);
  const copy: { [path: string]: string } = {};
  for (const [path, text] of Object.entries(files)) {
    const own = path === `${from}.bpmn` ? `${to}.bpmn` : path;
    copy[own] = rewrite(path, text, renamed, title);
  }
  return copy;
}

/**
 * The text of a file beside which a copy is put: process, form and decisions get ids of their own after the copy's name,
 * since two files with the same ones cannot be deployed together.
 */
export function copyFile(path: string, text: string, copyPath: string): string {
  const as = copyPath.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  const ids = path.endsWith('.bpmn') ? valuesOf(text, 'process', 'id') : ownIds(path, text);
  const renamed = new Map(ids.map((id) => [id, ids.length === 1 ? as : `${as}-${id}`]));
  return path === 'stage.json' ? text : rewrite(path, text, renamed);
}

const valuesOf = (text: string, tag: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`<(?:\\w+:)?${tag}\\s[^>]*?\\b${name}="([^"]+)"`, 'g'))].map(
    (match) => match[1]!,
  );

/** Ids that a form or decision file defines. */
function ownIds(path: string, text: string): string[] {
  if (path.endsWith('.dmn')) return valuesOf(text, 'decision', 'id');
  const id = path.endsWith('.form') ? /"id"\s*:\s*"([^"]+)"/.exec(topLevel(text))?.[1] : undefined;
  return id ? [id] : [];
}

/** A form's text without its components, which have ids of their own. */
function topLevel(text: string): string {
  try {
    const { components: _, ...head } = JSON.parse(text) as { components?: unknown };
    return JSON.stringify(head);
  } catch {
    return '';
  }
}

function rewrite(path: string, text: string, renamed: Map<string, string>, title = ''): string {
  if (path === 'stage.json') {
    try {
      const stage = JSON.parse(text) as { id: string; title: { ru: string; en: string } };
      return `${JSON.stringify({ ...stage, id: renamed.get(stage.id) ?? stage.id, title: { ru: title, en: title } }, null, 2)}\n`;
    } catch {
      return text;
    }
  }
  const attributes = path.endsWith('.bpmn')
    ? ['formId', 'decisionId', 'bpmnElement', 'processId', 'processRef', 'id']
    : path.endsWith('.dmn')
      ? ['id', 'href', 'dmnElementRef']
      : [];
  let result = text;
  for (const [id, next] of renamed) {
    for (const name of attributes)
      result = result.replace(
        new RegExp(`(\\b${name}=")(#?)${literal(id)}(")`, 'g'),
        (_, before: string, hash: string, after: string) => `${before}${hash}${next}${after}`,
      );
    if (path.endsWith('.form'))
      result = result.replace(new RegExp(`("id"\\s*:\\s*")${literal(id)}(")`), `$1${next}$2`);
    if (/\.ya?ml$/.test(path))
      result = result.replace(new RegExp(`^(process|in): ${literal(id)}$`, 'm'), `$1: ${next}`);
  }
  return title && path.endsWith('.bpmn')
    ? result.replace(
        /(<(?:\w+:)?process\b[^>]*\sname=")[^"]*(")/,
        (_, before: string, after: string) => `${before}${title.replace(/[<&"]/g, '')}${after}`,
      )
    : result;
}
