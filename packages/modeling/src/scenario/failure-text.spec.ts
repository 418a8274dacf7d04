import { failureText, namedValues } from './failure-text.ts';

const names: { [id: string]: string } = { vote: 'Голосовать по документам', rework: 'Доработать' };
const nameOf = (id: string): string => names[id] ?? id;
const said = (
  code: Parameters<typeof failureText>[0]['code'],
  values: { [name: string]: string },
  step?: number,
): string => failureText({ code, values: namedValues(values, nameOf), step }, 'ru');

describe('why a scenario fails', () => {
  it('names steps as people know them', () => {
    expect(said('no-task', { node: 'vote', open: 'rework, other' }, 3)).toBe(
      'шаг 3: Нет открытой задачи «Голосовать по документам»; сейчас открыты: Доработать, other.',
    );
    expect(said('no-task', { node: 'vote', open: 'none' })).toBe(
      'Нет открытой задачи «Голосовать по документам»; сейчас открыты: —.',
    );
  });

  it('names the steps of lists that were compared, and what was compared', () => {
    expect(said('differs', { what: 'waiting tasks', expected: '["vote"]', found: '[]' })).toBe(
      'Ждали, что открыты задачи — «Голосовать по документам», а получилось —.',
    );
    expect(said('differs', { what: 'risk.level', expected: '3', found: '2' })).toBe(
      'Ждали, что risk.level — 3, а получилось 2.',
    );
  });

  it('names roles', () => {
    expect(said('not-a-candidate', { node: 'vote', login: 'expert1', allowed: 'coordinator, petrov' })).toBe(
      'expert1 не может выполнить «Голосовать по документам»; могут: Муниципальный координатор, petrov.',
    );
  });
});
