import type { ServerEvent } from '@opora/contracts';
import type { QueryClient } from '@tanstack/vue-query';
import { readonly, ref } from 'vue';

const lost = ref(false);
/** True while the server cannot be reached. */
export const disconnected = readonly(lost);

type Listener = (event: ServerEvent) => void;
const listeners = new Set<Listener>();

/** Calls back at every event until the returned function is called. */
export function onServerEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which reads an event makes stale. */
export function staleKeys(event: ServerEvent): string[][] {
  switch (event.type) {
    case 'case':
      // Lists of schools name those whose case runs.
      return [['tasks'], ['task'], ['board'], ['case'], ['notifications'], ['verdicts']];
    case 'task':
      return [['tasks'], ['task'], ['board'], ['case'], ['notifications']];
    case 'incident':
      return [['incidents'], ['case'], ['board'], ['notifications']];
    case 'deployment':
      return [['processes'], ['process'], ['stages'], ['forms']];
    default:
      return [[]];
  }
}

const TYPES: ServerEvent['type'][] = ['case', 'task', 'incident', 'deployment', 'sync'];

/** Listens to the server's events and has what they touch read again; ends with the returned function. */
export function listenToServer(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let closed = false;
  let broken = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let pending = new Map<string, string[]>();
  let flush: ReturnType<typeof setTimeout> | undefined;

  const invalidate = (event: ServerEvent): void => {
    for (const key of staleKeys(event)) pending.set(key.join(), key);
    // One act makes several events; the lists are read once.
    flush ??= setTimeout(() => {
      const keys = [...pending.values()];
      pending = new Map();
      flush = undefined;
      for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    }, 120);
  };

  const receive = (message: MessageEvent<string>): void => {
    let event: ServerEvent;
    try {
      event = { type: message.type, ...JSON.parse(message.data) } as ServerEvent;
    } catch {
      return;
    }
    invalidate(event);
    for (const listener of listeners) listener(event);
  };

  const open = (): void => {
    if (closed) return;
    source = new EventSource('/api/events');
    for (const type of TYPES) source.addEventListener(type, receive as EventListener);
    source.addEventListener('message', receive as EventListener);
    source.onopen = () => {
      clearTimeout(grace);
      grace = undefined;
      lost.value = false;
      // Whatever happened meanwhile is read anew, however short the break: a new stream does not know what was heard last.
      if (broken) invalidate({ type: 'sync' });
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      // A stream that is taken up again within seconds is no reason to alarm anybody.
      grace ??= setTimeout(() => (lost.value = true), 4000);
      if (source?.readyState === EventSource.CLOSED) {
        clearTimeout(retry);
        retry = setTimeout(open, 3000);
      }
    };
  };
  open();

  return () => {
    closed = true;
    source?.close();
    clearTimeout(retry);
    clearTimeout(grace);
    clearTimeout(flush);
    lost.value = false;
  };
}
