import { play, problemsOf } from '../testing/index.ts';

describe('script task', () => {
  test('puts the value of its FEEL expression into the result variable', async () => {
    const one = await play('start s\nscript t script="=a + b" result=sum\ns -> t', {
      variables: { a: 1, b: 2 },
    });
    expect(one.variables).toEqual({ a: 1, b: 2, sum: 3 });
  });

  test('with output mappings hands out only what they name', async () => {
    const one = await play('start s\nscript t script="=1 + 1" result=local out.two="=local"\ns -> t');
    expect(one.variables).toEqual({ two: 2 });
  });

  test('writes temporal values as ISO texts', async () => {
    const one = await play('start s\nscript t script="=date(2026, 9, 1)" result=day\ns -> t');
    expect(one.variables).toEqual({ day: '2026-09-01' });
  });

  test('reads the clock of the host in the time zone of the case', async () => {
    const one = await play('start s\nscript t script="=string(now())" result=at\ns -> t', {
      timeZone: 'Asia/Irkutsk',
    });
    expect(one.variables.at).toContain('2026-09-01T20:00:00');
  });

  test('that fails is an incident; a retry evaluates again', async () => {
    const one = await play('start s\nscript t script="=assert(x, x > 0)" result=y\ns -> t', {
      variables: { x: 0 },
    });
    expect(one.incidents).toEqual(['expression@t']);
    one.retry();
    expect(one.incidents).toEqual(['expression@t']);
    one.set({ x: 1 }).retry();
    expect(one.variables).toEqual({ x: 1, y: 1 });
  });

  test('is a job where a task definition says so', async () => {
    const one = await play('start s\nscript t job=python\ns -> t', {
      connectors: { python: () => ({ answer: 42 }) },
    });
    expect(one.variables).toEqual({ answer: 42 });
  });

  test('reads variables whose names are those of built-in properties as any other', async () => {
    const one = await play(
      'start s\nscript t script="=constructor = null and toString = null" result=x\ns -> t',
      {
        variables: { other: 1 },
      },
    );
    expect(one.variables).toEqual({ other: 1, x: true });
  });

  test('is refused when its text is not FEEL', async () => {
    expect(await problemsOf('start s\nscript t script="=1 +" result=x\ns -> t')).toEqual([
      'error:bad-feel@t',
    ]);
  });
});
