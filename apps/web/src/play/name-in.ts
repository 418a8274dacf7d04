import { diagramElements } from '../lib/diagram-names.ts';

/**
 * What people call an element: its name; a flow without one is called by the step it leads to, anything else by its id.
 * `diagrams` are texts of BPMN files: the first that has the element says it.
 */
export function nameIn(diagrams: readonly string[], id: string): string {
  for (const xml of diagrams) {
    const elements = diagramElements(xml);
    const found = elements.get(id);
    if (!found) continue;
    const { name, target } = found;
    return name || (target && (elements.get(target)?.name || target)) || id;
  }
  return id;
}
