import type { Moment } from '@opora/modeling';
import { incidentText } from '../components/incident-text.ts';
import type { Translate } from '../lib/translate.ts';

/** One line of a play's journal in words; `nameOf` gives names of elements and flows. */
export function momentWords(
  { entry }: Moment,
  nameOf: (id: string) => string,
  nodeOfWait: (wait: number) => string | undefined,
  t: Translate,
): string {
  if (entry.kind === 'stimulus') {
    const node = entry.wait === undefined ? undefined : nodeOfWait(entry.wait);
    const known = [
      'start',
      'complete-task',
      'complete-job',
      'fire-timer',
      'correlate-message',
      'broadcast-signal',
      'throw-error',
      'throw-escalation',
      'complete-child',
      'set-variables',
      'retry-incident',
    ];
    const key = known.includes(entry.stimulus) ? entry.stimulus : 'other';
    return t(`play.stimulus.${key}`, {
      user: entry.actor?.user ?? '',
      name: node ? nameOf(node) : '',
    });
  }
  switch (entry.kind) {
    case 'element.activated':
    case 'element.completed':
    case 'element.terminated':
    case 'wait.closed':
      return t(`play.moment.${entry.kind}`, { name: nameOf(entry.node) });
    case 'flow.taken':
      return t('play.moment.flow.taken', { name: nameOf(entry.flow) });
    case 'wait.opened':
      return t('play.moment.wait.opened', { name: nameOf(entry.wait.node) });
    case 'variables.set':
      return t('play.moment.variables.set', { names: Object.keys(entry.values).join(', ') });
    case 'incident.raised':
      return t('play.moment.incident.raised', {
        name: nameOf(entry.incident.node),
        message: incidentText(entry.incident.type, entry.incident.message, t),
      });
    case 'message.published':
    case 'signal.broadcast':
    case 'escalation.thrown':
    case 'token.arrived':
      return t(`play.moment.${entry.kind}`, { name: nameOf(entry.node) });
    case 'warning':
      return t('play.moment.warning', { message: entry.message });
    case 'incident.resolved':
    case 'case.started':
    case 'case.ended':
      return t(`play.moment.${entry.kind}`);
    default:
      return t('play.moment.other');
  }
}
