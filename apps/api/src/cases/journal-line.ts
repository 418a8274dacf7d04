import type { JournalLine } from '@opora/contracts';
import type { JournalEntry, Json, Model, Wait } from '@opora/engine';
import type { Row } from '@opora/store';
import { isoOf } from '../platform/times.ts';

/** One line of the journal as the API shows it; votes of a secret ballot are left out. */
export function toLine(row: Row, model: Model | undefined): JournalLine {
  const entry = row['entry'] as JournalEntry;
  const node = nodeOf(entry);
  const actor = entry.kind === 'stimulus' ? entry.actor : undefined;
  return {
    number: row['number'] as number,
    at: isoOf(row['at']),
    kind: entry.kind,
    elementId: node ?? null,
    elementName: (node && model?.nodes[node]?.name) || null,
    elementType: (node && model?.nodes[node]?.type) || null,
    elementInstanceId: elementOf(entry) ?? null,
    flowId: 'flow' in entry && entry.flow ? entry.flow : null,
    actor: actor
      ? {
          user: actor.user,
          name: (row['user_name'] as string | null) ?? actor.user,
          role: actor.role ?? null,
        }
      : null,
    remark: entry.kind === 'stimulus' ? (entry.remark ?? null) : null,
    reason:
      (entry.kind === 'stimulus' || entry.kind === 'element.terminated') && entry.reason
        ? entry.reason
        : null,
    entry: withoutSecrets(entry) as unknown as Json,
  };
}

function nodeOf(entry: JournalEntry): string | undefined {
  if ('node' in entry) return entry.node;
  if ('wait' in entry && typeof entry.wait === 'object') return entry.wait.node;
  if (entry.kind === 'incident.raised') return entry.incident.node;
  return undefined;
}

function elementOf(entry: JournalEntry): number | undefined {
  if ('element' in entry) return entry.element;
  if ('wait' in entry && typeof entry.wait === 'object') return entry.wait.element;
  if (entry.kind === 'incident.raised') return entry.incident.element;
  return undefined;
}

/** A secret vote's choices and remarks are nobody's to read. */
function withoutSecrets(entry: JournalEntry): JournalEntry {
  if (entry.kind !== 'wait.opened' && entry.kind !== 'wait.updated') return entry;
  const wait: Wait = entry.wait;
  if (wait.kind !== 'task' || !wait.task.vote?.secret) return entry;
  const cast = wait.task.vote.cast.map(({ voter, at }) => ({ voter, at, choice: '' }));
  return { ...entry, wait: { ...wait, task: { ...wait.task, vote: { ...wait.task.vote, cast } } } };
}
