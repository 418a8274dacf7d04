import type { Converted, ConversionNote } from './convert.ts';
import { formOfFields } from './form-fields.ts';
import { ioOf, callMappings } from './mappings.ts';
import {
  addExtension,
  attributeOf,
  takeAttribute,
  takeExtension,
  type Element,
  type Factory,
} from './moddle.ts';
import { NoEquivalent, valueToFeel } from './juel.ts';

/** One element on its way over. */
export interface Context {
  element: Element;
  /** Prefix of the foreign namespace in the file. */
  prefix: string;
  factory: Factory;
  result: Converted;
}

/** Carries over what one element says in the foreign namespace. */
export function convertElement(context: Context): void {
  const { element } = context;
  conditions(context);
  if (element.$type === 'bpmn:UserTask') userTask(context);
  else if (element.$type === 'bpmn:ScriptTask') scriptTask(context);
  else if (element.$type === 'bpmn:BusinessRuleTask' && attribute(context, 'decisionRef')) decision(context);
  else if (element.$type === 'bpmn:CallActivity') callActivity(context);
  else if (element.$type === 'bpmn:Process') process(context);
  else if (element.$type === 'bpmn:MultiInstanceLoopCharacteristics') multiInstance(context);
  if (isWork(element)) work(context);
  if (element.$type === 'bpmn:StartEvent') startForm(context);
  ioOf(context);
  listeners(context);
  messages(context);
  rest(context);
}

const attribute = ({ element, prefix }: Context, name: string): string | undefined =>
  element.$attrs?.[`${prefix}:${name}`];

/** A foreign attribute, taken off. */
export const take = ({ element, prefix }: Context, name: string): string | undefined =>
  takeAttribute(element, `${prefix}:${name}`);

/** Writes down what a person has to look at; parts without an id are told at the element around them. */
export function note(context: Context, kind: ConversionNote['kind'], message: string): void {
  let { element } = context;
  while (!element.id && element.$parent) element = element.$parent;
  context.result.notes.push({ elementId: element.id ?? '', kind, message });
}

/** A value with its expressions in FEEL; what cannot be said is told and left out. */
export function feel(context: Context, text: string | undefined, what: string): string | undefined {
  if (text === undefined) return undefined;
  try {
    return valueToFeel(text);
  } catch (error) {
    if (!(error instanceof NoEquivalent)) throw error;
    note(context, 'lost', `${what}: «${text}» не выражается в FEEL (${error.message})`);
    return undefined;
  }
}

const isWork = ({ $type }: Element): boolean =>
  ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:BusinessRuleTask', 'bpmn:MessageEventDefinition'].includes(
    $type,
  );

/** Conditions of flows, timers, completion conditions: `${…}` becomes `= …`. */
function conditions(context: Context): void {
  const { element } = context;
  for (const name of [
    'conditionExpression',
    'condition',
    'timeDate',
    'timeDuration',
    'timeCycle',
    'completionCondition',
    'loopCardinality',
    'loopCondition',
  ]) {
    const expression = element[name] as Element | undefined;
    const body = typeof expression?.body === 'string' ? expression.body.trim() : undefined;
    if (!expression || body === undefined) continue;
    const language = attributeOf(expression, 'language');
    const timer = name.startsWith('time');
    if (language && !/juel|feel/i.test(language)) {
      note(context, 'lost', `Условие на языке ${language}: «${body}». Запишите его на FEEL.`);
      continue;
    }
    delete expression.language;
    if (/feel/i.test(language ?? '')) expression.body = `=${body.replace(/^=/, '')}`;
    else if (/[$#]\{/.test(body))
      expression.body = feel(context, body, timer ? 'Срок' : 'Условие') ?? `=null`;
    else if (!timer && !body.startsWith('=')) expression.body = `=${body}`;
  }
}

function userTask(context: Context): void {
  const { element, factory, prefix } = context;
  addExtension(element, factory, 'zeebe:UserTask', {});
  const groups = {
    assignee: feel(context, take(context, 'assignee'), 'Исполнитель'),
    candidateUsers: feel(context, take(context, 'candidateUsers'), 'Кандидаты'),
    candidateGroups: feel(context, take(context, 'candidateGroups'), 'Группы'),
  };
  addDefined(context, 'zeebe:AssignmentDefinition', groups);
  addDefined(context, 'zeebe:TaskSchedule', {
    dueDate: feel(context, take(context, 'dueDate'), 'Срок'),
    followUpDate: feel(context, take(context, 'followUpDate'), 'Дата возврата'),
  });
  addDefined(context, 'zeebe:PriorityDefinition', {
    priority: feel(context, take(context, 'priority'), 'Важность'),
  });
  form(context, takeExtension(element, `${prefix}:formData`));
}

/** A form by its key, its reference, or the fields that the file describes. */
function form(context: Context, data: Element[]): void {
  const { element, factory, result } = context;
  const key = take(context, 'formKey');
  const ref = take(context, 'formRef');
  take(context, 'formRefBinding');
  take(context, 'formRefVersion');
  const [fields] = data;
  if (fields) {
    const made = formOfFields(context, fields);
    result.forms[`forms/${made.id}.form`] = `${JSON.stringify(made, null, 2)}\n`;
    addExtension(element, factory, 'zeebe:FormDefinition', { formId: made.id });
    return note(context, 'changed', `Поля формы вынесены в файл forms/${made.id}.form`);
  }
  const file = ref ?? /^camunda-forms:.*?([^/:]+?)(\.form)?$/.exec(key ?? '')?.[1];
  if (file) addExtension(element, factory, 'zeebe:FormDefinition', { formId: file });
  else if (key)
    note(context, 'lost', `Форма «${key}» — страница другого приложения; нарисуйте форму в редакторе форм`);
}

function startForm(context: Context): void {
  take(context, 'initiator');
  form(context, takeExtension(context.element, `${context.prefix}:formData`));
}

function addDefined(
  context: Context,
  type: string,
  properties: { [name: string]: string | undefined },
): void {
  const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) addExtension(context.element, context.factory, type, given);
}

function scriptTask(context: Context): void {
  const { element, factory } = context;
  const format = typeof element.scriptFormat === 'string' ? element.scriptFormat : 'неизвестно';
  const script = typeof element.script === 'string' ? element.script.trim() : '';
  const resultVariable = take(context, 'resultVariable') ?? 'result';
  const source = /feel/i.test(format)
    ? `=${script.replace(/^=/, '')}`
    : /juel/i.test(format)
      ? feel(context, script, 'Сценарий')
      : undefined;
  if (source) {
    addExtension(element, factory, 'zeebe:Script', { expression: source, resultVariable });
    delete element.script;
    delete element.scriptFormat;
  } else
    note(
      context,
      'lost',
      `Сценарий на языке ${format}: запишите его на FEEL или отдайте работе (тип задания)`,
    );
  if (take(context, 'resource'))
    note(context, 'lost', 'Сценарий лежит в отдельном файле: его текста в схеме нет');
}

function decision(context: Context): void {
  const decisionId = feel(context, take(context, 'decisionRef'), 'Решение') ?? '';
  const resultVariable = take(context, 'resultVariable') ?? 'result';
  const shape = take(context, 'mapDecisionResult') ?? 'resultList';
  for (const name of [
    'decisionRefBinding',
    'decisionRefVersion',
    'decisionRefVersionTag',
    'decisionRefTenantId',
  ])
    take(context, name);
  addExtension(context.element, context.factory, 'zeebe:CalledDecision', { decisionId, resultVariable });
  if (shape !== 'singleEntry')
    note(
      context,
      'changed',
      `Результат решения приходит значением, а не списком (было ${shape}): проверьте, как читается ${resultVariable}`,
    );
}

/** External tasks, classes, expressions and connectors: all of them are jobs here. */
function work(context: Context): void {
  const { element, prefix, factory } = context;
  const kind = take(context, 'type');
  const topic = take(context, 'topic');
  const code = take(context, 'class') ?? take(context, 'delegateExpression') ?? take(context, 'expression');
  const [connector] = takeExtension(element, `${prefix}:connector`);
  takeExtension(element, `${prefix}:field`).forEach((field) =>
    note(
      context,
      'lost',
      `Поле «${attributeOf(field, 'name') ?? ''}» класса: передайте его входной переменной`,
    ),
  );
  const owner = element.$type === 'bpmn:MessageEventDefinition' ? element.$parent! : element;
  if (owner.extensionElements?.values?.some(({ $type }) => $type === 'zeebe:CalledDecision')) return;
  const retries = takeRetries(context);
  const type =
    kind === 'external'
      ? topic
      : code !== undefined
        ? jobType(code)
        : connector
          ? connectorId(connector, prefix)
          : undefined;
  const resultVariable =
    element.$type === 'bpmn:BusinessRuleTask' || code !== undefined
      ? take(context, 'resultVariable')
      : undefined;
  if (type === undefined) {
    if (owner !== element) return;
    return note(context, 'lost', 'Не сказано, кто выполняет шаг: задайте тип задания');
  }
  addExtension(owner, factory, 'zeebe:TaskDefinition', {
    type: feel(context, type, 'Тип задания') ?? type,
    ...(retries ? { retries } : {}),
  });
  if (kind !== 'external')
    note(
      context,
      'changed',
      `Программный код «${code ?? type}» стал заданием типа «${type}»: его выполняет внешняя программа${resultVariable ? `, результат — переменная ${resultVariable}` : ''}`,
    );
  take(context, 'taskPriority');
}

/** `${approveBean.run(x)}` and `org.example.ApproveDelegate` as names of a job. */
const jobType = (code: string): string => /[$#]\{\s*([\w-]+)/.exec(code)?.[1] ?? code.split('.').at(-1)!;

const connectorId = (connector: Element, prefix: string): string =>
  connector.$children?.find(({ $type }) => $type === `${prefix}:connectorId`)?.$body?.trim() ?? 'connector';

function takeRetries(context: Context): string | undefined {
  const [cycle] = takeExtension(context.element, `${context.prefix}:failedJobRetryTimeCycle`);
  const count = /^R(\d+)\//.exec(cycle?.$body?.trim() ?? '')?.[1];
  if (cycle && !count)
    note(context, 'lost', `Повторы «${cycle.$body ?? ''}»: задайте число попыток у задания`);
  return count;
}

function callActivity(context: Context): void {
  const { element, factory } = context;
  const processId =
    feel(context, (element.calledElement as string | undefined) ?? '', 'Вызываемый процесс') ?? '';
  delete element.calledElement;
  const binding = take(context, 'calledElementBinding');
  const tag = take(context, 'calledElementVersionTag');
  const version = take(context, 'calledElementVersion');
  if (version) note(context, 'changed', `Вызывалась версия ${version}: здесь вызывается последняя`);
  const mapped = callMappings(context);
  addExtension(element, factory, 'zeebe:CalledElement', {
    processId,
    propagateAllParentVariables: mapped.allIn,
    propagateAllChildVariables: mapped.allOut,
    ...(binding === 'deployment' ? { bindingType: 'deployment' } : {}),
    ...(binding === 'versionTag' && tag ? { bindingType: 'versionTag', versionTag: tag } : {}),
  });
  if (take(context, 'caseRef')) note(context, 'lost', 'Вызов дела CMMN');
}

function process(context: Context): void {
  const tag = take(context, 'versionTag');
  if (tag) addExtension(context.element, context.factory, 'zeebe:VersionTag', { value: tag });
  for (const name of ['historyTimeToLive', 'isStartableInTasklist', 'jobPriority', 'taskPriority'])
    take(context, name);
  for (const name of ['candidateStarterGroups', 'candidateStarterUsers'])
    if (take(context, name) !== undefined)
      note(context, 'lost', 'Кто может начать дело, решают роли, а не схема');
  context.element.isExecutable = true;
}

function multiInstance(context: Context): void {
  const { element, factory } = context;
  const collection = take(context, 'collection');
  const inputElement = take(context, 'elementVariable');
  if (collection === undefined) return;
  const expression = /[$#]\{/.test(collection) ? feel(context, collection, 'Список') : `=${collection}`;
  if (expression)
    addExtension(element, factory, 'zeebe:LoopCharacteristics', {
      inputCollection: expression,
      ...(inputElement ? { inputElement } : {}),
    });
}

function listeners(context: Context): void {
  const { element, prefix } = context;
  for (const [name, what] of [
    ['executionListener', 'Слушатель'],
    ['taskListener', 'Слушатель задачи'],
  ] as const)
    for (const listener of takeExtension(element, `${prefix}:${name}`)) {
      const code = ['class', 'delegateExpression', 'expression']
        .map((each) => attributeOf(listener, each))
        .find(Boolean);
      note(
        context,
        'lost',
        `${what} события ${attributeOf(listener, 'event') ?? '?'} (${code ?? 'сценарий'}): сделайте отдельным шагом или слушателем-заданием`,
      );
    }
}

/** Messages are found by name and key here; Camunda 7 knew the case itself. */
function messages(context: Context): void {
  const { element } = context;
  if (element.$type === 'bpmn:Message') {
    const name = element.name;
    if (name && /[$#]\{/.test(name)) element.name = feel(context, name, 'Имя сообщения') ?? name;
    return;
  }
  const definition =
    element.$type === 'bpmn:ReceiveTask'
      ? element
      : (element.eventDefinitions as Element[] | undefined)?.find(
          ({ $type }) => $type === 'bpmn:MessageEventDefinition',
        );
  const catches = ['bpmn:ReceiveTask', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent'].includes(
    element.$type,
  );
  if (catches && definition?.messageRef)
    note(context, 'changed', 'Сообщение: задайте ключ, по которому оно находит своё дело');
}

/** What is left in the foreign namespace: harmless settings go in silence, the rest is told. */
function rest(context: Context): void {
  const { element, prefix } = context;
  const harmless = new Set([
    'asyncBefore',
    'asyncAfter',
    'exclusive',
    'jobPriority',
    'errorMessage',
    'versionTag',
    'diagramRelationId',
  ]);
  for (const [name, value] of Object.entries(element.$attrs ?? {})) {
    if (!name.startsWith(`${prefix}:`)) continue;
    delete element.$attrs![name];
    const short = name.slice(prefix.length + 1);
    if (!harmless.has(short)) note(context, 'lost', `${short} = «${value}»`);
  }
  for (const value of [...(element.extensionElements?.values ?? [])]) {
    if (!value.$type.startsWith(`${prefix}:`)) continue;
    takeExtension(element, value.$type);
    if (value.$type === `${prefix}:properties`) properties(context, value);
    else note(context, 'lost', `${value.$type.slice(prefix.length + 1)} не имеет соответствия`);
  }
  if (element.extensionElements?.values?.length === 0) delete element.extensionElements;
}

function properties(context: Context, found: Element): void {
  const { element, factory } = context;
  const values = (found.$children ?? []).map((child) =>
    factory('zeebe:Property', {
      name: attributeOf(child, 'name') ?? '',
      value: attributeOf(child, 'value') ?? '',
    }),
  );
  const made = addExtension(element, factory, 'zeebe:Properties', { properties: values });
  for (const value of values) value.$parent = made;
}
