import { diagramElements } from '../../lib/diagram-names.ts';
import type { Translate } from '../../lib/translate.ts';

/** What a kind of element without a name is called; the first that fits. */
const kinds: [pattern: RegExp, word: string][] = [
  [/^startEvent$/, 'start'],
  [/^endEvent$/, 'end'],
  [/Event$/, 'event'],
  [/Gateway$/, 'gateway'],
  [/^(task|\w+Task|callActivity)$/, 'step'],
  [/^(subProcess|transaction|adHocSubProcess)$/, 'subProcess'],
];

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
  const alone = (one: string): string => {
    const { name, type } = elements.get(one) ?? { name: '', type: '' };
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
    return name || (kind ? t(`designer.place.${kind}`) : one);
  };
  const { name, source, target } = elements.get(id) ?? { name: '' };
  return !name && source && target ? `${alone(source)} → ${alone(target)}` : alone(id);
}

/** Id of the element of a diagram that a line of its file speaks of: the nearest that begins there or above. */
export function elementAtLine(text: string, line: number): string {
  const above = text.split('\n').slice(0, line).join('\n');
  const tags = above.matchAll(/<(?:\w+:)?(\w+)[^>]*?\sid="([^"]+)"/g);
  const inner = /(EventDefinition|[cC]haracteristics|^message|^error|^signal|BPMN\w+)$/;
  return [...tags].findLast(([, type = '']) => !inner.test(type) && !type.startsWith('BPMN'))?.[2] ?? '';
}
