import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

/** A figure or button at an element of a diagram. */
export interface Badge {
  id: string;
  text: string;
  title: string;
  tone: 'count' | 'time' | 'trouble';
  /** Where it can be pressed. */
  press?: () => void;
}

interface Overlays {
  add(id: string, type: string, overlay: { position: object; html: HTMLElement }): void;
  remove(filter: { type: string }): void;
}
interface Registry {
  get(id: string): unknown;
}

/** Shows exactly these badges on a diagram; elements that it does not have are passed over. */
export function showBadges(viewer: NavigatedViewer, badges: Badge[]): void {
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  overlays.remove({ type: 'op-badge' });
  for (const { id, text, title, tone, press } of badges) {
    if (!registry.get(id)) continue;
    const html = document.createElement(press ? 'button' : 'div');
    html.className = `op-badge ${tone}`;
    html.textContent = text;
    html.title = title;
    if (press) {
      html.setAttribute('type', 'button');
      html.setAttribute('aria-label', title);
      html.addEventListener('click', (event) => {
        event.stopPropagation();
        press();
      });
    }
    const position = tone === 'time' ? { bottom: 8, left: -8 } : { top: -13, right: 14 };
    overlays.add(id, 'op-badge', { position, html });
  }
}
