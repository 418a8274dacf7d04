interface Click {
  element: object;
  originalEvent?: { button?: number; shiftKey?: boolean };
  stopPropagation(): void;
}
interface Events {
  on(event: 'element.click', priority: number, listener: (click: Click) => void): void;
}
interface Selection {
  get(): object[];
}

/** A click on the selected element leaves it selected; in diagram-js it takes the selection, and with it the panel, away. */
class StaySelected {
  static $inject = ['eventBus', 'selection'];
  constructor(events: Events, selection: Selection) {
    // Before the listener of diagram-js, which has the usual priority of 1000.
    events.on('element.click', 1001, (click) => {
      const [one, ...others] = selection.get();
      const { button = 0, shiftKey = false } = click.originalEvent ?? {};
      if (one === click.element && others.length === 0 && button === 0 && !shiftKey) click.stopPropagation();
    });
  }
}

/** The module of it for an editor. */
export const staySelectedModule = {
  __init__: ['oporaStaySelected'],
  oporaStaySelected: ['type', StaySelected],
};
