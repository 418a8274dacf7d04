import { readElement, type Drawn } from './element.ts';
import { ElementWriter, escapeXml } from './xml.ts';

/**
 * Draws BPMN XML from a few lines of text, so that a spec shows its diagram whole. A line is an element
 * (`user review groups=committee`), the opening of a scope (`sub inner {` … `}`), or flows:
 * `a -> b -> c`, `a -> b if x > 1`, the default flow `a => b`. Flows get the id `a-to-b`.
 * See `element.ts` for the words of elements and `xml.ts` for their attributes.
 */
export function diagram(text: string, processId = 'process'): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const root: Drawn = { word: 'process', id: processId, attributes: {}, children: [], flows: [] };
  const open = [root];
  for (const line of lines) {
    const scope = open.at(-1)!;
    if (line === '}') open.pop();
    else if (/ (->|=>) /.test(line)) scope.flows.push(...readFlows(line));
    else {
      const element = readElement(line.replace(/\s*\{$/, ''));
      scope.children.push(element);
      if (line.endsWith('{')) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`Expected as many } as {, found «${open.at(-1)!.id}» still open.`);
  return new ElementWriter().definitions(root);
}

/** Reads `a -> b -> c if condition` into flows; `=>` marks the default flow. */
function readFlows(line: string): Drawn['flows'] {
  const [path, condition] = line.split(/ if (.*)/s);
  const parts = path!.split(/ (->|=>) /).map((part) => part.trim());
  const flows: Drawn['flows'] = [];
  for (let i = 0; i + 2 < parts.length; i += 2) {
    const flow: Drawn['flows'][number] = {
      source: parts[i]!,
      target: parts[i + 2]!,
      isDefault: parts[i + 1] === '=>',
    };
    if (condition !== undefined) flow.condition = escapeXml(condition);
    flows.push(flow);
  }
  return flows;
}
