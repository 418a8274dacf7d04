import { blocks, type Fix } from '@opora/modeling';
import type Modeler from 'bpmn-js/lib/Modeler';
import { setExtension } from './extensions.ts';
import type { Brought, Shape } from './insert-block.ts';
import { withFiles } from './with-files.ts';

/** What a fix may do beside changing the diagram. */
export interface FixWorld {
  /** A new form, which goes again when the fix is undone. */
  newForm(id: string, name: string): Brought;
  createDecision(id: string, name: string): void;
  /** Shows the element with its properties, where a person has to choose. */
  show(id: string): void;
}
interface Modeling {
  updateProperties(element: Shape, properties: object): void;
  updateModdleProperties(element: Shape, target: object, properties: object): void;
  removeElements(elements: Shape[]): void;
  connect(source: Shape, target: Shape, attributes: object): Shape;
  createShape(shape: object, at: { x: number; y: number }, parent: Shape, hints?: object): Shape;
}
interface Factory {
  create(type: string, properties: object): { $parent?: object; values?: unknown[] };
}

type Apply<K extends Fix['kind']> = (
  modeler: Modeler,
  fix: Extract<Fix, { kind: K }>,
  element: Shape,
  world: FixWorld,
) => void;

const modelingOf = (modeler: Modeler): Modeling => modeler.get<Modeling>('modeling');
const shapeOf = (modeler: Modeler, id: string): Shape | undefined =>
  modeler.get<{ get(id: string): Shape | undefined }>('elementRegistry').get(id);

const fixes: { [K in Fix['kind']]: Apply<K> } = {
  'default-flow': (modeler, fix, element) => {
    const flow = shapeOf(modeler, fix.flow);
    if (flow) modelingOf(modeler).updateProperties(element, { default: flow.businessObject });
  },
  'create-form': (modeler, fix, element, world) => {
    const form = world.newForm(fix.form, element.businessObject.name ?? fix.form);
    withFiles(modeler, form, () =>
      setExtension(modeler, element, 'zeebe:FormDefinition', { formId: fix.form }),
    );
  },
  'create-decision': (_modeler, fix, element, world) =>
    world.createDecision(fix.decision, element.businessObject.name ?? fix.decision),
  'choose-role': (_modeler, _fix, element, world) => world.show(element.id),
  name: (modeler, _fix, element) =>
    modeler.get<{ activate(element: Shape): void }>('directEditing').activate(element),
  remove: (modeler, _fix, element) => modelingOf(modeler).removeElements([element]),
  'add-way-back': (modeler, fix, element) => addWayBack(modeler, element, shapeOf(modeler, fix.to)),
  'add-escalation': (modeler, fix, element) => addEscalation(modeler, element, fix.due),
};

/** Mends a problem; nothing happens where its element is gone. */
export function applyFix(modeler: Modeler, fix: Fix, world: FixWorld): void {
  const element = shapeOf(modeler, fix.element);
  if (element) (fixes[fix.kind] as Apply<Fix['kind']>)(modeler, fix as never, element, world);
}

/** A gateway after the approval with a way back to who did the work. */
function addWayBack(modeler: Modeler, task: Shape, to: Shape | undefined): void {
  const modeling = modelingOf(modeler);
  const factory = modeler.get<Factory>('bpmnFactory');
  const flow = task.outgoing.find(({ type }) => type === 'bpmn:SequenceFlow');
  const after = flow?.target;
  if (!to) return;
  if (after && /Gateway$/.test(after.type)) {
    const back = modeling.connect(after, to, { type: 'bpmn:SequenceFlow' });
    return modeling.updateProperties(back, {
      name: 'вернуть',
      conditionExpression: factory.create('bpmn:FormalExpression', { body: '=decision = "return"' }),
    });
  }
  const elements = modeler.get<{ createShape(attributes: object): object }>('elementFactory');
  const gateway = modeling.createShape(
    elements.createShape({ type: 'bpmn:ExclusiveGateway' }),
    { x: task.x + task.width + 60, y: task.y + task.height / 2 },
    task.parent!,
  );
  modeling.updateProperties(gateway, { name: 'Согласовано?' });
  if (flow && after) {
    modeling.removeElements([flow]);
    modeling.connect(task, gateway, { type: 'bpmn:SequenceFlow' });
    const on = modeling.connect(gateway, after, { type: 'bpmn:SequenceFlow' });
    modeling.updateProperties(gateway, { default: on.businessObject });
  } else modeling.connect(task, gateway, { type: 'bpmn:SequenceFlow' });
  const back = modeling.connect(gateway, to, { type: 'bpmn:SequenceFlow' });
  modeling.updateProperties(back, {
    name: 'вернуть',
    conditionExpression: factory.create('bpmn:FormalExpression', { body: '=decision = "return"' }),
  });
}

/** A timer on the task that tells the coordinator when the date has passed. */
function addEscalation(modeler: Modeler, task: Shape, due: string): void {
  const modeling = modelingOf(modeler);
  const elements = modeler.get<{ createShape(attributes: object): Shape }>('elementFactory');
  const factory = modeler.get<Factory>('bpmnFactory');
  const event = elements.createShape({
    type: 'bpmn:BoundaryEvent',
    eventDefinitionType: 'bpmn:TimerEventDefinition',
    cancelActivity: false,
  });
  const timer = modeling.createShape(event, { x: task.x + task.width - 25, y: task.y + task.height }, task, {
    attach: true,
  });
  const [definition] = timer.businessObject.eventDefinitions as object[];
  modeling.updateModdleProperties(timer, definition!, {
    timeDate: factory.create('bpmn:FormalExpression', { body: due }),
  });
  modeling.updateProperties(timer, { name: 'Срок прошёл', cancelActivity: false });
  const tell = modeling.createShape(
    elements.createShape({ type: 'bpmn:SendTask' }),
    { x: task.x + task.width + 90, y: task.y + task.height + 100 },
    task.parent!,
  );
  modeling.updateProperties(tell, { name: 'Сообщить о просрочке' });
  setExtension(modeler, tell, 'zeebe:TaskDefinition', { type: 'opora.notify', retries: '3' });
  const header = (key: string, value: string): object => factory.create('zeebe:Header', { key, value });
  setExtension(modeler, tell, 'zeebe:TaskHeaders', {
    values: [
      header('role', 'coordinator'),
      header('template', 'overdue'),
      header('text', `Срок прошёл: ${task.businessObject.name ?? ''}`),
    ],
  });
  const end = modeling.createShape(
    elements.createShape({ type: 'bpmn:EndEvent' }),
    { x: task.x + task.width + 220, y: task.y + task.height + 100 },
    task.parent!,
  );
  modeling.updateProperties(end, { name: 'Сообщили' });
  modeling.connect(timer, tell, { type: 'bpmn:SequenceFlow' });
  modeling.connect(tell, end, { type: 'bpmn:SequenceFlow' });
}

/** A block by its id. */
export const blockOf = (id: string): (typeof blocks)[number] | undefined =>
  blocks.find((block) => block.id === id);
