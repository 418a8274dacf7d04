import { onBeforeUnmount, onMounted } from 'vue';

/** What the keys of the workbench do; editors have keys of their own. */
export interface ShortcutActs {
  help(): void;
  save(): void;
  deploy(): void;
  search(): void;
  close(): void;
  next(): void;
  previous(): void;
}

/** Keys and what they do, as the help sheet lists them; those without an act belong to editors. */
export const shortcuts: { keys: string; act?: keyof ShortcutActs; text: string }[] = [
  { keys: '?', act: 'help', text: 'help' },
  { keys: 'Ctrl+S', act: 'save', text: 'save' },
  { keys: 'Ctrl+Enter', act: 'deploy', text: 'deploy' },
  { keys: 'Ctrl+Shift+F', act: 'search', text: 'search' },
  { keys: 'Alt+W', act: 'close', text: 'close' },
  { keys: 'Alt+PageDown', act: 'next', text: 'next' },
  { keys: 'Alt+PageUp', act: 'previous', text: 'previous' },
  { keys: 'Ctrl+Z', text: 'undo' },
  { keys: 'Ctrl+Y', text: 'redo' },
  { keys: 'Ctrl+C / Ctrl+V', text: 'copy' },
  { keys: 'Ctrl+A', text: 'all' },
  { keys: 'Ctrl+F', text: 'find' },
  { keys: 'Delete', text: 'delete' },
  { keys: '← ↑ → ↓', text: 'move' },
  { keys: 'H / L / S', text: 'tools' },
  { keys: 'N / A', text: 'create' },
  { keys: 'F2', text: 'rename' },
];

/** The name of a pressed key with its modifiers, as `shortcuts` writes it; layouts do not matter. */
export function keysOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const plain = event.key === '?' || (event.code === 'Slash' && event.shiftKey) ? '?' : (letter ?? event.key);
  if (plain === '?') return '?';
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    plain,
  ]
    .filter(Boolean)
    .join('+');
}

/** Listens to the keys while the workbench is on the screen. */
export function useShortcuts(acts: ShortcutActs): void {
  function press(event: KeyboardEvent): void {
    const keys = keysOf(event);
    const found = shortcuts.find((each) => each.keys === keys)?.act;
    const target = event.target as HTMLElement | null;
    const typing = target?.closest('input, textarea, [contenteditable="true"]');
    if (!found || (typing && keys === '?')) return;
    event.preventDefault();
    event.stopPropagation();
    acts[found]();
  }
  onMounted(() => window.addEventListener('keydown', press, true));
  onBeforeUnmount(() => window.removeEventListener('keydown', press, true));
}
