import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { Problem, type ProblemError } from './problem.ts';

const kinds: { [type: string]: string } = {
  string: 'текст',
  number: 'число',
  int: 'целое число',
  boolean: 'true или false',
  object: 'объект',
  record: 'объект',
  array: 'список',
  date: 'дата',
};

/** What stands where something else was expected, short enough to read. */
function found(input: unknown): string {
  if (input === undefined) return 'не указано ничего';
  const text = JSON.stringify(input) ?? String(input);
  return `получено ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

// What zod finds is read by people; messages that a schema gives itself come first.
z.config({
  ...z.locales.ru(),
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return `Ожидается ${kinds[issue.expected] ?? issue.expected}, ${found(issue.input)}`;
      case 'invalid_value':
        return issue['expected'] === 'stringbool'
          ? `Ожидается true или false, ${found(issue.input)}`
          : `Ожидается одно из: ${issue.values.map(String).join(', ')}; ${found(issue.input)}`;
      case 'too_big':
      case 'too_small': {
        const [bound, word] =
          issue.code === 'too_big' ? [issue.maximum, 'не больше'] : [issue.minimum, 'не меньше'];
        const unit =
          issue.origin === 'string' ? ' знаков' : issue.origin === 'array' ? ' значений в списке' : '';
        return `Ожидается ${word} ${bound}${unit}${issue.origin === 'number' ? `, ${found(issue.input)}` : ''}`;
      }
      default:
        return undefined;
    }
  },
});

interface Finding {
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  message: string;
}

/** Checks parameters that name a schema (`@Body({ schema })`); findings become `errors: [{ path, message }]`. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (findings) =>
      new Problem('bad-request', 'Запрос не соответствует описанию: проверьте названные поля.', {
        errors: findings.slice(0, 100).flatMap(errorsOf),
      }),
  });

/** A finding by the field it is about; fields that are not known are named one by one. */
function errorsOf(finding: Finding): ProblemError[] {
  const path = (finding.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  if ('keys' in finding && Array.isArray(finding.keys))
    return finding.keys.map((key) => ({
      path: [...path, String(key)].join('.'),
      message: 'Такого поля или фильтра нет: проверьте написание по описанию /api/docs',
    }));
  return [{ path: path.join('.'), message: finding.message }];
}
