import { diagramElements, elementName } from '../../lib/diagram-names.ts';
import type { Translate } from '../../lib/translate.ts';

/** Which rule of its table an element of a decision file is, counted from 1; none for anything else. */
function ruleNumber(elements: ReturnType<typeof diagramElements>, id: string): number | undefined {
  if (elements.get(id)?.type !== 'rule') return undefined;
  let n = 0;
  for (const [one, { type }] of elements) {
    if (type === 'decisionTable') n = 0;
    else if (type === 'rule') n += 1;
    if (one === id) return n;
  }
  return undefined;
}

/** What people call an element of a diagram: its name, else its kind; a flow by its ends, for an id says nothing to them. */
export function placeName(text: string, id: string, t: Translate): string {
  const elements = diagramElements(text);
  const rule = ruleNumber(elements, id);
  if (rule) return t('designer.place.rule', { n: rule });
  return elementName(elements, id, t);
}

/** Id of the element of a diagram that a line of its file speaks of: the nearest that begins there or above. */
export function elementAtLine(text: string, line: number): string {
  const above = text.split('\n').slice(0, line).join('\n');
  const tags = above.matchAll(/<(?:\w+:)?(\w+)[^>]*?\sid="([^"]+)"/g);
  const inner = /(EventDefinition|[cC]haracteristics|^message|^error|^signal|BPMN\w+)$/;
  return [...tags].findLast(([, type = '']) => !inner.test(type) && !type.startsWith('BPMN'))?.[2] ?? '';
}
