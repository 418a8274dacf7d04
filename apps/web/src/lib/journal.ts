import { incidentText } from '../components/incident-text.ts';
import { epoch, formatDateTime, type Moment } from './dates.ts';
import { elementName, type DiagramElement } from './diagram-names.ts';
import type { Translate } from './translate.ts';
import { labelOf, readable, type Labels } from './values.ts';

/** A journal entry as the API gives it; the engine's facts with their number and moment. */
export type Entry = { n: number; at: Moment; kind: string; [more: string]: unknown };

/** One line of the journal in words. */
export interface Line {
  n: number;
  at: number;
  /** Login and role of the person, absent where the system acted by itself. */
  user?: string;
  role?: string;
  what: string;
  remark?: string;
  tone: 'person' | 'system' | 'trouble' | 'stage';
  /** The element it is about, to show it on the diagram. */
  node?: string;
  /** True for what only a careful reader wants: each element entered and left. */
  detail: boolean;
}

/** What the journal needs to speak: names of elements and labels of variables and values. */
export interface Words {
  elements: ReadonlyMap<string, DiagramElement>;
  labels: Labels;
  /** Labels of one form, for what was answered in it. */
  forms?: Map<string, Labels>;
  t: Translate;
  locale: string;
}

interface WaitLike {
  id: number;
  node: string;
  kind: string;
  task?: { name?: string; dueDate?: string; assignee?: string; formId?: string; vote?: unknown };
  child?: { processId?: string };
  message?: { name?: string };
  timer?: { due?: number };
  job?: { type?: string };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Turns numbered facts into sentences about people, tasks and stages; technical facts are marked as detail. */
export function journalLines(entries: Entry[], words: Words): Line[] {
  const lines: Line[] = [];
  const waits = new Map<number, WaitLike>();
  let act: Line | undefined;
  let started: Line | undefined;
  let actForm: Labels | undefined;
  const name = (node: unknown): string => elementName(words.elements, text(node), words.t);
  const taskName = (wait: WaitLike | undefined): string => wait?.task?.name || name(wait?.node);

  const add = (entry: Entry, what: string, more: Partial<Line> = {}): Line => {
    const line: Line = { n: entry.n, at: epoch(entry.at), what, tone: 'system', detail: false, ...more };
    lines.push(line);
    return line;
  };

  for (const entry of [...entries].sort((a, b) => a.n - b.n)) {
    const { t } = words;
    switch (entry.kind) {
      case 'case.started':
        started = add(entry, t('journal.caseStarted'), { tone: 'stage' });
        break;
      case 'stimulus': {
        const wait = waits.get(Number(entry['wait']));
        const actor = entry['actor'] as { user?: string; role?: string } | undefined;
        actForm = words.forms?.get(wait?.task?.formId ?? '');
        const sentence = act0(entry, wait);
        act = add(entry, sentence.what, {
          ...(actor?.user ? { user: actor.user, tone: 'person' as const } : {}),
          ...(actor?.role ? { role: actor.role } : {}),
          ...(text(entry['remark']) || text(entry['reason'])
            ? { remark: text(entry['remark']) || text(entry['reason']) }
            : {}),
          ...(wait ? { node: wait.node } : {}),
          ...sentence.more,
        });
        break;
      }
      case 'variables.set':
        describeVariables(entry);
        break;
      case 'wait.opened': {
        const wait = entry['wait'] as WaitLike;
        waits.set(wait.id, wait);
        opened(entry, wait);
        break;
      }
      case 'wait.updated': {
        const wait = entry['wait'] as WaitLike;
        waits.set(wait.id, wait);
        break;
      }
      case 'wait.closed': {
        const wait = waits.get(Number(entry['wait']));
        if (wait?.kind === 'task' && entry['outcome'] !== 'done') {
          add(entry, t('journal.taskWithdrawn', { task: taskName(wait) }), { node: wait.node });
        }
        break;
      }
      case 'flow.taken': {
        const flow = words.elements.get(text(entry['flow']));
        if (flow?.name && flow.source) {
          const gateway = name(flow.source);
          const known = words.elements.get(flow.source)?.name;
          add(
            entry,
            known
              ? t('journal.choice', { gateway, flow: flow.name })
              : t('journal.path', { flow: flow.name }),
            {
              node: flow.source,
            },
          );
        }
        break;
      }
      case 'incident.raised': {
        const incident = entry['incident'] as { node?: string; type?: string; message?: string } | undefined;
        add(entry, t('journal.incident', { element: name(incident?.node) }), {
          tone: 'trouble',
          ...(incident?.message ? { remark: incidentText(incident.type ?? '', incident.message, t) } : {}),
          ...(incident?.node ? { node: incident.node } : {}),
        });
        break;
      }
      case 'incident.resolved':
        add(entry, t('journal.incidentResolved'));
        break;
      case 'case.suspended':
      case 'case.resumed':
        // The person's act that did it has its own line.
        if (!act) add(entry, t(entry.kind === 'case.suspended' ? 'journal.suspend' : 'journal.resume'));
        break;
      case 'case.migrated':
        add(entry, t('journal.migrated'), { tone: 'stage' });
        break;
      case 'case.ended': {
        const status = text(entry['status']) || 'completed';
        const error = entry['error'] as { code?: string; message?: string } | undefined;
        add(entry, t(`journal.ended.${status}`), {
          tone: status === 'completed' ? 'stage' : 'trouble',
          ...(error ? { remark: [error.code, error.message].filter(Boolean).join(': ') } : {}),
        });
        break;
      }
      case 'message.published':
        add(entry, t('journal.messageSent', { name: text(entry['name']) }), { node: text(entry['node']) });
        break;
      case 'escalation.thrown':
        add(entry, t('journal.escalation', { element: name(entry['node']) }), {
          tone: 'trouble',
          node: text(entry['node']),
        });
        break;
      case 'warning':
        add(entry, t('journal.warning', { message: text(entry['message']) }), {
          detail: true,
          ...(text(entry['node']) ? { node: text(entry['node']) } : {}),
        });
        break;
      case 'element.activated':
      case 'element.completed':
      case 'element.terminated': {
        const key = entry.kind.slice('element.'.length);
        const type = words.elements.get(text(entry['node']))?.type ?? '';
        const ended =
          key === 'completed' && type === 'endEvent' && name(entry['node']) !== text(entry['node']);
        add(
          entry,
          t(ended ? 'journal.outcome' : `journal.element.${key}`, { element: name(entry['node']) }),
          {
            detail: !ended,
            node: text(entry['node']),
            ...(ended ? { tone: 'stage' as const } : {}),
          },
        );
        break;
      }
      default:
        break;
    }
  }
  return lines;

  function act0(entry: Entry, wait: WaitLike | undefined): { what: string; more?: Partial<Line> } {
    const { t } = words;
    const task = taskName(wait);
    switch (text(entry['stimulus'])) {
      case 'complete-task':
        return { what: t(wait?.task?.vote ? 'journal.voted' : 'journal.taskDone', { task }) };
      case 'assign-task':
        return { what: t('journal.taskAssigned', { task }) };
      case 'update-task':
        return { what: t('journal.taskChanged', { task }) };
      case 'fire-timer':
        return { what: t('journal.timer', { element: name(wait?.node) }) };
      case 'update-timer':
        return { what: t('journal.timerMoved', { element: name(wait?.node) }) };
      case 'complete-child':
        return { what: t('journal.childDone', { element: name(wait?.node) }), more: { tone: 'stage' } };
      case 'fail-child':
        return { what: t('journal.childFailed', { element: name(wait?.node) }), more: { tone: 'trouble' } };
      case 'complete-job':
        return { what: t('journal.jobDone', { element: name(wait?.node) }), more: { detail: true } };
      case 'fail-job':
        return { what: t('journal.jobFailed', { element: name(wait?.node) }), more: { tone: 'trouble' } };
      case 'throw-error':
      case 'throw-escalation':
        return { what: t('journal.errorThrown', { element: name(wait?.node) }), more: { tone: 'trouble' } };
      case 'correlate-message':
        return { what: t('journal.message', { name: wait?.message?.name ?? text(entry['name']) ?? '' }) };
      case 'broadcast-signal':
        return { what: t('journal.signal') };
      case 'set-variables':
        return { what: t('journal.dataChanged') };
      case 'retry-incident':
        return { what: t('journal.retried') };
      case 'suspend':
      case 'resume':
      case 'cancel':
      case 'modify':
      case 'migrate':
        return { what: t(`journal.${text(entry['stimulus'])}`) };
      default:
        return { what: text(entry['stimulus']), more: { detail: true } };
    }
  }

  function opened(entry: Entry, wait: WaitLike): void {
    const { t } = words;
    if (wait.kind === 'task') {
      const due = wait.task?.dueDate;
      add(
        entry,
        due
          ? t('journal.taskOpenedDue', { task: taskName(wait), due: formatDateTime(due, words.locale) })
          : t('journal.taskOpened', { task: taskName(wait) }),
        { node: wait.node },
      );
    } else if (wait.kind === 'child') {
      add(entry, t('journal.childStarted', { element: name(wait.node) }), { tone: 'stage', node: wait.node });
    } else if (wait.kind === 'message') {
      add(entry, t('journal.messageAwaited', { name: wait.message?.name ?? '' }), {
        node: wait.node,
        detail: true,
      });
    } else if (wait.kind === 'timer' && wait.timer?.due) {
      add(entry, t('journal.timerSet', { due: formatDateTime(wait.timer.due, words.locale) }), {
        node: wait.node,
        detail: true,
      });
    }
  }

  function describeVariables(entry: Entry): void {
    const values = entry['values'];
    if (typeof values !== 'object' || values === null) return;
    const names = Object.keys(values);
    const line = act ?? started;
    if (!line || !names.length) return;
    const labels = actForm ?? words.labels;
    const shown = names
      .map((key) => ({
        key,
        value: readable(key, (values as { [k: string]: unknown })[key], labels, words.t, words.locale),
      }))
      .filter(({ key, value }) => value.kind === 'text' && Object.keys(labels.options[key] ?? {}).length > 0)
      .map(({ key, value }) => `${labelOf(key, labels)}: ${value.kind === 'text' ? value.text : ''}`);
    if (line.tone === 'person' && shown.length && !line.what.includes(' — ')) {
      line.what = `${line.what} — ${shown.slice(0, 2).join('; ')}`;
    }
    if (!line.remark && line.tone === 'person') {
      const remark = ['remark', 'remarks', 'reason', 'comment'].map(
        (key) => (values as { [k: string]: unknown })[key],
      );
      const found = remark.find((value) => typeof value === 'string' && value.trim());
      if (found) line.remark = text(found);
    }
  }
}
