import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

interface Events {
  on(event: string, priority: number, listener: (event: ElementEvent) => unknown): void;
}
interface ElementEvent {
  element: { id: string; labelTarget?: { id: string } };
  originalEvent: MouseEvent;
  stopPropagation(): void;
  preventDefault(): void;
}

/** What may be dragged and dropped on a diagram, and what happens then. */
export interface TokenDrag {
  mayDrag(id: string): boolean;
  dropped(from: string, to: string): void;
}

/** Lets a person take a token from an element of a shown diagram and drop it on another. */
export function dragTokens(viewer: NavigatedViewer, { mayDrag, dropped }: TokenDrag): void {
  viewer.get<Events>('eventBus').on('element.mousedown', 1500, (event) => {
    const from = event.element.labelTarget?.id ?? event.element.id;
    if (event.originalEvent.button !== 0 || !mayDrag(from)) return;
    // Otherwise the whole diagram would be dragged along.
    event.stopPropagation();
    event.preventDefault();
    follow(event.originalEvent, from, dropped);
  });
}

function follow(start: MouseEvent, from: string, dropped: TokenDrag['dropped']): void {
  let token: HTMLElement | undefined;
  let over: Element | undefined;
  const mark = (element: Element | undefined): void => {
    over?.classList.remove('op-target');
    over = element;
    over?.classList.add('op-target');
  };
  const move = (event: MouseEvent): void => {
    if (!token && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 6) return;
    if (!token) {
      token = document.createElement('div');
      token.className = 'op-token';
      document.body.append(token);
    }
    token.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
    mark(shapeAt(event));
  };
  const end = (event: Event): void => {
    document.removeEventListener('mousemove', move);
    document.removeEventListener('mouseup', end);
    document.removeEventListener('keydown', leave);
    const to = token && event instanceof MouseEvent ? idOf(shapeAt(event)) : undefined;
    token?.remove();
    mark(undefined);
    if (to && to !== from) dropped(from, to);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') end(event);
  };
  document.addEventListener('mousemove', move);
  document.addEventListener('mouseup', end);
  document.addEventListener('keydown', leave);
}

const shapeAt = ({ clientX, clientY }: MouseEvent): Element | undefined =>
  document.elementFromPoint(clientX, clientY)?.closest('.djs-element.djs-shape') ?? undefined;
const idOf = (element: Element | undefined): string | undefined =>
  element?.getAttribute('data-element-id')?.replace(/_label$/, '');
