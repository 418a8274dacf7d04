import { describe, expect, it } from '@jest/globals';

import { failureWords, namedValues } from './failure-words.ts';

const names: { [id: string]: string } = { vote: 'Голосовать по документам', rework: 'Доработать' };
const nameOf = (id: string): string => names[id] ?? id;
const texts: { [key: string]: string } = {
  'play.failure.no-task': 'Нет задачи «{node}»; открыты: {open}.',
  'play.failure.differs': 'Ждали, что {what} — {expected}, а получилось {found}.',
  'play.failure.not-a-candidate': '{login} не может; могут: {allowed}.',
  'play.compared.waiting-tasks': 'открытые задачи',
  'play.scenarios.step': 'шаг {n}',
  'play.language': 'ru',
};
const t = (key: string, values: object = {}): string =>
  texts[key]!.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    String((values as { [key: string]: unknown })[name]),
  );
const te = (key: string): boolean => key in texts;
const said = (code: string, values: { [name: string]: string }, step?: number): string =>
  failureWords({ code, values: namedValues(values, nameOf), step }, t as never, te);

describe('why a scenario fails', () => {
  it('names steps as people know them', () => {
    expect(said('no-task', { node: 'vote', open: 'rework, other' }, 3)).toBe(
      'шаг 3: Нет задачи «Голосовать по документам»; открыты: Доработать, other.',
    );
    expect(said('no-task', { node: 'vote', open: 'none' })).toBe(
      'Нет задачи «Голосовать по документам»; открыты: —.',
    );
  });

  it('names the steps of lists that were compared, and what was compared', () => {
    expect(said('differs', { what: 'waiting tasks', expected: '["vote"]', found: '[]' })).toBe(
      'Ждали, что открытые задачи — «Голосовать по документам», а получилось —.',
    );
    expect(said('differs', { what: 'risk.level', expected: '3', found: '2' })).toBe(
      'Ждали, что risk.level — 3, а получилось 2.',
    );
  });

  it('names roles', () => {
    expect(said('not-a-candidate', { login: 'expert1', allowed: 'coordinator, petrov' })).toBe(
      'expert1 не может; могут: Муниципальный координатор, petrov.',
    );
  });
});
