import { createTexts, translator } from '../i18n/index.ts';
import { journalLines, type Entry } from './journal.ts';

const t = translator(createTexts({}, 'ru'));
const elements = new Map([
  ['check', { type: 'userTask', name: 'Проверить профиль' }],
  ['gate', { type: 'exclusiveGateway', name: 'Профиль принят?' }],
  ['back', { type: 'sequenceFlow', name: 'вернуть', source: 'gate' }],
  ['call', { type: 'callActivity', name: 'Экспертиза' }],
  ['end', { type: 'endEvent', name: 'Диагностика завершена' }],
]);
const profile = { fields: { decision: 'Решение' }, options: { decision: { return: 'Вернуть школе' } } };
const tell = (...facts: Omit<Entry, 'n' | 'at'>[]) =>
  journalLines(
    facts.map((fact, index) => ({ ...fact, n: index + 1, at: 1_700_000_000_000 + index }) as Entry),
    {
      elements,
      labels: { fields: {}, options: {} },
      forms: new Map([['profile', profile]]),
      t,
      locale: 'ru-RU',
    },
  );
const opened = {
  kind: 'wait.opened',
  wait: { id: 7, node: 'check', kind: 'task', task: { name: 'Проверить профиль школы', formId: 'profile' } },
};

describe('journalLines', () => {
  it('tells who did which task, with the decision in the words of its form and the remark', () => {
    const lines = tell(
      opened,
      { kind: 'stimulus', stimulus: 'complete-task', wait: 7, actor: { user: 'method', role: 'method' } },
      { kind: 'variables.set', values: { decision: 'return', remark: 'Нет опроса родителей' } },
    );
    expect(lines.map((line) => line.what)).toEqual([
      'Поставлена задача «Проверить профиль школы»',
      'Выполнена задача «Проверить профиль школы» — Решение: Вернуть школе',
    ]);
    expect(lines[1]).toMatchObject({
      user: 'method',
      role: 'method',
      remark: 'Нет опроса родителей',
      tone: 'person',
      node: 'check',
    });
  });
  it('tells the way taken at a gateway and leaves unnamed flows out', () => {
    expect(
      tell(
        { kind: 'flow.taken', flow: 'back', node: 'gate' },
        { kind: 'flow.taken', flow: 'plain', node: 'gate' },
      ).map((line) => line.what),
    ).toEqual(['Профиль принят? — вернуть']);
  });
  it('tells stages, named ends and the end of the case', () => {
    const lines = tell(
      { kind: 'case.started' },
      {
        kind: 'wait.opened',
        wait: { id: 3, node: 'call', kind: 'child', child: { processId: 'expertise' } },
      },
      { kind: 'stimulus', stimulus: 'complete-child', wait: 3 },
      { kind: 'element.completed', node: 'end' },
      { kind: 'case.ended', status: 'completed' },
    );
    expect(lines.filter((line) => !line.detail).map((line) => line.what)).toEqual([
      'Дело начато',
      'Начат этап «Экспертиза»',
      'Завершён этап «Экспертиза»',
      'Итог: Диагностика завершена',
      'Дело завершено',
    ]);
  });
  it('tells an incident as trouble with what was found', () => {
    expect(
      tell({ kind: 'incident.raised', incident: { node: 'check', message: 'expected a list' } })[0],
    ).toMatchObject({
      tone: 'trouble',
      what: 'Дело остановилось: «Проверить профиль»',
      remark: 'expected a list',
    });
  });
  it('tells that a task was withdrawn only where it was not done', () => {
    const closed = (outcome: string) =>
      tell(opened, { kind: 'wait.closed', wait: 7, outcome }).map((line) => line.what);
    expect(closed('interrupted')).toContain('Снята задача «Проверить профиль школы»');
    expect(closed('done')).toHaveLength(1);
  });
  it('puts entries in the order of their numbers', () => {
    const lines = journalLines(
      [
        { n: 2, at: 2, kind: 'case.ended', status: 'completed' },
        { n: 1, at: 1, kind: 'case.started' },
      ],
      { elements, labels: { fields: {}, options: {} }, t, locale: 'ru-RU' },
    );
    expect(lines.map((line) => line.n)).toEqual([1, 2]);
  });
});
