import { diagramElements, elementName } from '../lib/diagram-names.ts';
import type { Translate } from '../lib/translate.ts';

/**
 * What people call an element: its name, else its kind; a flow without a name is called by the step it leads to.
 * `diagrams` are texts of BPMN files: the first that has the element says it.
 */
export function nameIn(diagrams: readonly string[], id: string, t: Translate): string {
  for (const xml of diagrams) {
    const elements = diagramElements(xml);
    const found = elements.get(id);
    if (found) return found.name || elementName(elements, found.target ?? id, t);
  }
  return id;
}
