import { TAGS, type Drawn } from './element.ts';

/** Text as it may stand in XML. */
export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const tag = (name: string, attributes: { [name: string]: string | undefined }, body = ''): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(value)}"`],
  );
  return body === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${body}</${name}>`;
};

/** Names that several elements share: one root element for each. */
const ROOTS = {
  message: 'name',
  signal: 'name',
  error: 'errorCode',
  escalation: 'escalationCode',
} as const;

/** Writes drawn elements as BPMN with `zeebe:` and `opora:` extensions. */
export class ElementWriter {
  private readonly roots = new Map<string, string>();

  definitions(process: Drawn): string {
    const attributes = { id: process.id, isExecutable: 'true' };
    const body = tag('bpmn:process', attributes, this.content(process) || ' ');
    const all =
      'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ' +
      'xmlns:opora="http://opora.dev/schema/bpmn/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
      'id="definitions" targetNamespace="http://opora.dev/test"';
    return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${all}>${[...this.roots.values()].join('')}${body}</bpmn:definitions>`;
  }

  private content(scope: Drawn): string {
    const flows = scope.flows.map(({ source, target, condition }) =>
      tag(
        'bpmn:sequenceFlow',
        { id: `${source}-to-${target}`, sourceRef: source, targetRef: target },
        condition === undefined
          ? ''
          : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`,
      ),
    );
    const handlers = scope.children.flatMap(({ id, attributes: { handler } }) =>
      handler && handler !== 'true'
        ? [tag('bpmn:association', { id: `${id}-handler`, sourceRef: id, targetRef: handler })]
        : [],
    );
    return [...scope.children.map((child) => this.element(child, scope)), ...flows, ...handlers].join('');
  }

  private element(drawn: Drawn, scope: Drawn): string {
    const { word, id, name, attributes: a } = drawn;
    const defaultFlow = scope.flows.find((flow) => flow.source === id && flow.isDefault);
    const isEvent = ['start', 'end', 'throw', 'catch', 'boundary'].includes(word);
    const isBoundary = word === 'boundary';
    const body = [
      this.extensions(drawn),
      isEvent ? this.triggers(a) : '',
      this.marker(a),
      this.content(drawn),
      a.enough ? `<bpmn:completionCondition>${escapeXml(a.enough)}</bpmn:completionCondition>` : '',
      a.activation ? `<bpmn:activationCondition>${escapeXml(a.activation)}</bpmn:activationCondition>` : '',
    ];
    const more: { [name: string]: string | undefined } = {
      id,
      name,
      default: defaultFlow && `${id}-to-${defaultFlow.target}`,
      attachedToRef: isBoundary ? a.of : undefined,
      cancelActivity: isBoundary && a.beside ? 'false' : undefined,
      isInterrupting: word === 'start' && a.beside ? 'false' : undefined,
      triggeredByEvent: word === 'on' ? 'true' : undefined,
      isForCompensation: a.handler === 'true' ? 'true' : undefined,
      instantiate: a.instantiate,
      parallelMultiple: word === 'race' ? undefined : a.all,
      eventGatewayType: word === 'race' && a.all ? 'Parallel' : undefined,
      startQuantity: a.startQuantity,
      completionQuantity: a.completionQuantity,
      ordering: word === 'adhoc' && a.sequential ? 'Sequential' : undefined,
      cancelRemainingInstances: a.keep ? 'false' : undefined,
      messageRef: !isEvent && a.message ? this.root('message', a.message, a.key) : undefined,
    };
    return tag(`bpmn:${TAGS[word]}`, more, body.join(''));
  }

  private triggers(a: Drawn['attributes']): string {
    const written: string[] = [];
    const add = (name: string, attributes: { [name: string]: string | undefined } = {}, body = ''): void =>
      void written.push(tag(`bpmn:${name}EventDefinition`, attributes, body));
    const formal = (name: string, text: string): string =>
      `<bpmn:${name} xsi:type="bpmn:tFormalExpression">${escapeXml(text)}</bpmn:${name}>`;
    for (const name of (a.message ?? '').split('|').filter(Boolean))
      add('message', { messageRef: this.root('message', name, a.key) });
    for (const name of (a.signal ?? '').split('|').filter(Boolean))
      add('signal', { signalRef: this.root('signal', name) });
    if (a.timer) add('timer', {}, formal('timeDuration', a.timer));
    if (a.date) add('timer', {}, formal('timeDate', a.date));
    if (a.cycle) add('timer', {}, formal('timeCycle', a.cycle));
    if (a.error) add('error', { errorRef: a.error === 'true' ? undefined : this.root('error', a.error) });
    if (a.escalation)
      add('escalation', {
        escalationRef: a.escalation === 'true' ? undefined : this.root('escalation', a.escalation),
      });
    if (a.condition) {
      const filter = { variableNames: a.names, variableEvents: a.changes };
      const filters = a.names || a.changes ? tag('zeebe:conditionalFilter', filter) : '';
      const extensions = filters && `<bpmn:extensionElements>${filters}</bpmn:extensionElements>`;
      add('conditional', {}, extensions + formal('condition', a.condition));
    }
    if (a.compensation)
      add('compensate', { activityRef: a.compensation === 'true' ? undefined : a.compensation });
    if (a.link) add('link', { name: a.link });
    if (a.cancel) add('cancel');
    if (a.terminate) add('terminate');
    return written.join('');
  }

  private root(kind: keyof typeof ROOTS, value: string, key?: string): string {
    const id = `${kind}-${value.replace(/\W/g, '_')}`;
    const subscription = key
      ? `<bpmn:extensionElements>${tag('zeebe:subscription', { correlationKey: key })}</bpmn:extensionElements>`
      : '';
    if (!this.roots.has(id) || subscription)
      this.roots.set(id, tag(`bpmn:${kind}`, { id, [ROOTS[kind]]: value }, subscription));
    return id;
  }

  private marker(a: Drawn['attributes']): string {
    if (a.loop || a.max) {
      const condition = a.loop ? `<bpmn:loopCondition>${escapeXml(a.loop)}</bpmn:loopCondition>` : '';
      return tag('bpmn:standardLoopCharacteristics', { testBefore: a.before, loopMaximum: a.max }, condition);
    }
    if (!a.each && !a.times) return '';
    const zeebe = tag('zeebe:loopCharacteristics', {
      inputCollection: a.each,
      inputElement: a.as,
      outputCollection: a.collect,
      outputElement: a.from,
    });
    const body = [
      a.each ? `<bpmn:extensionElements>${zeebe}</bpmn:extensionElements>` : '',
      a.times ? `<bpmn:loopCardinality>${escapeXml(a.times)}</bpmn:loopCardinality>` : '',
      a.until ? `<bpmn:completionCondition>${escapeXml(a.until)}</bpmn:completionCondition>` : '',
    ];
    return tag('bpmn:multiInstanceLoopCharacteristics', { isSequential: a.sequential }, body.join(''));
  }

  private extensions({ word, attributes: a }: Drawn): string {
    const under = (prefix: string): [string, string][] =>
      Object.entries(a).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value] as [string, string]] : [],
      );
    const any = (...values: (string | undefined)[]): boolean => values.some((value) => value !== undefined);
    const written: string[] = [];
    const add = (when: boolean, name: string, attributes: { [name: string]: string | undefined }): void =>
      void (when && written.push(tag(name, attributes)));
    const mappings = [
      ...under('in.').map(([target, source]) => tag('zeebe:input', { source, target })),
      ...under('out.').map(([target, source]) => tag('zeebe:output', { source, target })),
    ];
    const headers = under('header.').map(([key, value]) => tag('zeebe:header', { key, value }));
    if (mappings.length > 0) written.push(tag('zeebe:ioMapping', {}, mappings.join('')));
    if (headers.length > 0) written.push(tag('zeebe:taskHeaders', {}, headers.join('')));
    add(any(a.job), 'zeebe:taskDefinition', { type: a.job, retries: a.retries });
    add(any(a.script), 'zeebe:script', { expression: a.script, resultVariable: a.result });
    add(any(a.decision), 'zeebe:calledDecision', { decisionId: a.decision, resultVariable: a.result });
    add(any(a.calls), 'zeebe:calledElement', {
      processId: a.calls,
      businessId: a.businessKey,
      propagateAllChildVariables: a.narrow && 'false',
      propagateAllParentVariables: a.closed && 'false',
    });
    add(any(a.active, a.into), 'zeebe:adHoc', {
      activeElementsCollection: a.active,
      outputCollection: a.into,
      outputElement: a.output,
    });
    add(any(a.sendKey, a.ttl), 'opora:publish', { correlationKey: a.sendKey, timeToLive: a.ttl });
    for (const [kind, one] of [
      ['listen', 'execution'],
      ['hear', 'task'],
    ] as const) {
      // `listen.start="a,b"`: the types of the jobs that listen to an event.
      const listeners = under(`${kind}.`).flatMap(([eventType, types]) =>
        types.split(',').map((type) => tag(`zeebe:${one}Listener`, { eventType, type })),
      );
      if (listeners.length > 0) written.push(tag(`zeebe:${one}Listeners`, {}, listeners.join('')));
    }
    add(any(a.form), 'zeebe:formDefinition', { formId: a.form });
    if (word === 'user') {
      add(true, 'zeebe:userTask', {});
      add(any(a.assignee, a.users, a.groups), 'zeebe:assignmentDefinition', {
        assignee: a.assignee,
        candidateUsers: a.users,
        candidateGroups: a.groups,
      });
      add(any(a.due, a.followUp), 'zeebe:taskSchedule', { dueDate: a.due, followUpDate: a.followUp });
      add(any(a.priority), 'zeebe:priorityDefinition', { priority: a.priority });
      const vote = Object.fromEntries(under('vote.'));
      add(Object.keys(vote).length > 0, 'opora:vote', vote);
    }
    return written.length > 0 ? `<bpmn:extensionElements>${written.join('')}</bpmn:extensionElements>` : '';
  }
}
