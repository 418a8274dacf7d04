import type { Rejection } from '@opora/engine';
import { Problem } from '../platform/problem.ts';

const words: { [code: string]: string } = {
  'not-open': 'Этого уже не ждут: шаг закрыт.',
  'not-active': 'Дело уже завершено, изменить его нельзя.',
  suspended: 'Дело приостановлено. Сначала возобновите его.',
  'unknown-element': 'В модели дела нет такого элемента.',
  'not-a-voter': 'Вас нет среди голосующих.',
  'already-voted': 'Ваш голос уже учтён.',
  listening: 'Шаг проверяет программа-слушатель: подождите её ответа и повторите.',
  'bad-choice': 'Такого варианта голосования нет.',
  'cannot-migrate': 'Перевести дело нельзя: не у всех текущих шагов есть место в новой версии.',
  'cannot-modify': 'Так передвинуть дело нельзя.',
  'ad-hoc-sequential': 'Шаги здесь идут по одному: сначала завершите начатый.',
  'not-suspended': 'Дело не приостановлено.',
  'bad-variables': 'Данные не подходят.',
  'not-deployed': 'Этот процесс не развёрнут.',
};
const conflicts = new Set([
  'not-open',
  'not-active',
  'suspended',
  'not-suspended',
  'already-voted',
  'listening',
]);

/** Why a batch left a case out without asking it. */
const skips: { [code: string]: string } = {
  ended: 'Дело уже завершено.',
  'already-suspended': 'Дело уже приостановлено.',
  'same-version': 'Дело уже на этой версии.',
  'no-incidents': 'Затруднений нет.',
  'no-tasks': 'Подходящих открытых задач нет.',
  'not-there': 'Дело сейчас не на этих шагах.',
  started: 'Дело уже начато.',
  'unknown-case': 'Такого дела нет, или у вас нет к нему доступа.',
  forbidden: 'На это у вас нет прав.',
};

/** A refusal or a reason to leave a case out in words, for reports; one that was written in words stays as it is. */
export const wordsFor = ({ code, message }: Rejection): string =>
  words[code] ?? skips[code] ?? (message || 'Дело не приняло это действие.');

/** Why a case refused an act, in words; the engine's own message stands in `errors`. */
export function refusal(rejection: Rejection, more: { [key: string]: unknown } = {}): Problem {
  const details = rejection.details?.map(({ node, element, message }) => ({
    path: node ?? String(element ?? ''),
    message,
    ...(element === undefined ? {} : { elementInstanceId: element }),
  }));
  const errors = [
    ...(details ?? []),
    ...(rejection.message ? [{ path: '', message: rejection.message }] : []),
  ];
  const kind =
    rejection.code === 'not-a-voter' ? 'forbidden' : conflicts.has(rejection.code) ? 'conflict' : 'refused';
  return new Problem(kind, words[rejection.code] ?? 'Дело не приняло это действие.', {
    errors,
    more: { code: rejection.code, ...more },
  });
}
