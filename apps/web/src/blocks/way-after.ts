/** An element of a diagram, as far as ways between elements are looked at. */
export interface OnTheWay {
  type: string;
  outgoing: this[];
  incoming: this[];
  source?: this;
  target?: this;
  businessObject: { default?: object };
}
/** Where a block is put: behind `before`, into `flow` where there is one. */
export interface WayAfter<T> {
  before?: T;
  flow?: T;
}

const isFlow = ({ type }: { type: string }): boolean => type === 'bpmn:SequenceFlow';
const only = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** The usual way out of an element: the default one, else the first. */
function wayOut<T extends OnTheWay>(element: T): T | undefined {
  const flows = element.outgoing.filter(isFlow);
  const usual = element.businessObject.default;
  return flows.find((flow) => flow.businessObject === usual) ?? flows[0];
}

/** Whether a flow leads back to the step by steps that have one way out: the rework of what was returned. */
function leadsBack<T extends OnTheWay>(flow: T, step: T): boolean {
  const seen = new Set<T>();
  for (let at = flow.target; at && !seen.has(at); at = only(at.outgoing.filter(isFlow))?.target) {
    if (at === step) return true;
    seen.add(at);
  }
  return false;
}

/**
 * Where the way goes on after an element or in a flow. A step whose answer is judged right behind it and may come back
 * to it (an approval, a vote) ends with that gateway: what follows it stands behind the default way out of there.
 * Nothing follows an end: what is put at it comes before it.
 */
export function wayAfter<T extends OnTheWay>(element: T): WayAfter<T> {
  if (isFlow(element)) return { ...(element.source ? { before: element.source } : {}), flow: element };
  if (element.type === 'bpmn:EndEvent') {
    const into = element.incoming.find(isFlow);
    return into ? wayAfter(into) : { before: element };
  }
  const flow = wayOut(element);
  const gateway = flow?.target;
  if (gateway?.type === 'bpmn:ExclusiveGateway' && gateway.businessObject.default) {
    const usual = wayOut(gateway);
    const back = gateway.outgoing.filter((one) => isFlow(one) && one !== usual);
    if (usual && back.some((one) => leadsBack(one, element))) return { before: gateway, flow: usual };
  }
  return { before: element, ...(flow ? { flow } : {}) };
}
