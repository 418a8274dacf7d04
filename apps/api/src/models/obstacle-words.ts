import type { Model, ModelNode } from '@opora/engine';

/** What keeps a token from being carried over: the engine's detail. */
export interface Obstacle {
  node?: string;
  element?: number;
  message: string;
}

const kinds: { [type: string]: string } = {
  'bpmn:UserTask': 'задача человека',
  'bpmn:ServiceTask': 'автоматический шаг',
  'bpmn:SendTask': 'отправка',
  'bpmn:ReceiveTask': 'ожидание сообщения',
  'bpmn:ScriptTask': 'вычисление',
  'bpmn:BusinessRuleTask': 'таблица решений',
  'bpmn:ManualTask': 'ручная работа',
  'bpmn:Task': 'задача без вида',
  'bpmn:CallActivity': 'вызов процесса',
  'bpmn:SubProcess': 'подпроцесс',
  'bpmn:Transaction': 'транзакция',
  'bpmn:AdHocSubProcess': 'свободный подпроцесс',
  'bpmn:IntermediateCatchEvent': 'ожидание события',
  'bpmn:EventBasedGateway': 'развилка по событию',
  'bpmn:ParallelGateway': 'параллельная развилка',
  'bpmn:InclusiveGateway': 'включающая развилка',
  'bpmn:ExclusiveGateway': 'развилка',
  'bpmn:ComplexGateway': 'сложная развилка',
};

const called = (node: ModelNode | undefined, id: string): string => `«${node?.name ?? id}»`;
const kindOf = (node: ModelNode): string => kinds[node.type] ?? node.type.replace('bpmn:', '');

/** Why a token cannot be carried over and what to do about it, for people. */
export function obstacleWords(
  from: Model,
  to: Model,
  mapping: { [from: string]: string },
  obstacle: Obstacle,
): string {
  const { node: id } = obstacle;
  if (id === undefined) return obstacle.message;
  const old = from.nodes[id];
  const where = mapping[id] ?? id;
  const target = to.nodes[where];
  if (!old) return obstacle.message;
  if (!target)
    return `Дело стоит на шаге ${called(old, id)}, а в новой версии его нет. Выберите, на какой шаг перенести, или дождитесь, пока дело пройдёт его.`;
  if (target.type !== old.type)
    return `Дело стоит на шаге ${called(old, id)} (${kindOf(old)}), а в новой версии ${called(target, where)} — ${kindOf(target)}. Выберите шаг того же вида.`;
  if (target.marker?.kind !== old.marker?.kind)
    return `Шаг ${called(old, id)} повторяется иначе, чем ${called(target, where)} в новой версии. Выберите другой шаг.`;
  const scope = old.scope === from.processId ? to.processId : (mapping[old.scope ?? ''] ?? old.scope);
  if (target.scope !== scope)
    return `Шаг ${called(target, where)} в новой версии лежит в другом подпроцессе (${called(to.nodes[target.scope ?? ''], target.scope ?? '')}). Выберите шаг в том же.`;
  return `На развилке ${called(old, id)} ждёт ветвь, которая в новой версии к ней не ведёт. Дождитесь остальных ветвей или проведите дело вручную.`;
}
