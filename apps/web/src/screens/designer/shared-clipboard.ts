import { createReviver } from 'bpmn-js-native-copy-paste/lib/PasteUtil.js';

interface Copied {
  tree?: object;
  hints?: { clip?: boolean };
}
interface EventBus {
  on(event: string, priority: number, listener: (context: Copied) => void): void;
}
const KEY = 'opora.copied-elements';
const FIRST = 2050;

/**
 * What was copied in any diagram, in this tab or another of the same browser. The browser's own clipboard would ask for
 * a permission, and there is none where the program is reached without TLS, as inside a district's network.
 */
let kept: string | undefined;
function keep(text: string): void {
  kept = text;
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // No room: other tabs do not get it.
    localStorage.removeItem(KEY);
  }
}

class SharedClipboard {
  static $inject = ['eventBus', 'moddle'];
  constructor(bus: EventBus, moddle: unknown) {
    bus.on('copyPaste.elementsCopied', FIRST, ({ tree, hints }) => {
      if (tree && hints?.clip !== false) keep(JSON.stringify(tree));
    });
    bus.on('copyPaste.pasteElements', FIRST, (context) => {
      const text = localStorage.getItem(KEY) ?? kept;
      if (!context.tree && text) context.tree = JSON.parse(text, createReviver(moddle)) as object;
    });
  }
}

/** The module that lets elements be copied from one diagram into another. */
export const sharedClipboardModule = {
  __init__: ['oporaSharedClipboard'],
  oporaSharedClipboard: ['type', SharedClipboard],
};
