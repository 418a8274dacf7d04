import type { Rejection } from '@opora/engine';
import { Problem } from '../platform/problem.ts';

const words: { [code: string]: string } = {
  'not-open': 'Этого уже не ждут: шаг закрыт.',
  'not-active': 'Дело уже завершено, изменить его нельзя.',
  suspended: 'Дело приостановлено. Сначала возобновите его.',
  'unknown-element': 'В модели дела нет такого элемента.',
  'not-a-voter': 'Вас нет среди голосующих.',
  'already-voted': 'Ваш голос уже учтён.',
  'bad-choice': 'Такого варианта голосования нет.',
  'cannot-migrate': 'Перевести дело нельзя: не у всех текущих шагов есть место в новой версии.',
  'bad-variables': 'Данные не подходят.',
  'not-deployed': 'Этот процесс не развёрнут.',
};
const conflicts = new Set(['not-open', 'not-active', 'suspended', 'already-voted']);

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
