interface Viewport {
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}
interface Canvas {
  _viewport: Viewport;
  _changeViewbox(change: () => void): void;
  addMarker(element: string | Shown, marker: string): void;
  removeMarker(element: string | Shown, marker: string): void;
}
interface Shown {
  parent?: object;
}
interface Registry {
  get(id: string): Shown | undefined;
}

const matrix = /^matrix\(([^,]+),([^,]+),([^,]+),([^,]+),([^,]+),([^,]+)\)$/;

/**
 * The transform after a change, with the scale of the one before where only rounding sets them apart: each reading of
 * the matrix loses a bit of it, and a browser lays every label of a diagram out anew when its scale has changed.
 */
export function sameScale(before: string | null, after: string): string {
  const [was, now] = [matrix.exec(before ?? ''), matrix.exec(after)];
  if (!was || !now) return after;
  const [from, to] = [Number(was[1]), Number(now[1])];
  if (from === to || Math.abs(from - to) > Math.abs(from) * 1e-5) return after;
  return `matrix(${was.slice(1, 5).join(',')},${now[5]},${now[6]})`;
}

/** Keeps a canvas with hundreds of elements smooth while it is panned and while something is dragged over it. */
class LightCanvas {
  static $inject = ['canvas', 'elementRegistry'];
  constructor(canvas: Canvas, registry: Registry) {
    const change = canvas._changeViewbox.bind(canvas);
    canvas._changeViewbox = (act) =>
      change(() => {
        const view = canvas._viewport;
        const before = view.getAttribute('transform');
        act.call(canvas);
        const after = view.getAttribute('transform');
        const kept = after && sameScale(before, after);
        if (kept && kept !== after) view.setAttribute('transform', kept);
      });
    // "May be dropped here" on the whole canvas only sets a cursor, and makes the browser restyle every element.
    const needless = (element: string | Shown, marker: string): boolean =>
      marker === 'drop-ok' && !(typeof element === 'string' ? registry.get(element) : element)?.parent;
    for (const act of ['addMarker', 'removeMarker'] as const) {
      const own = canvas[act].bind(canvas);
      canvas[act] = (element, marker): void => {
        if (!needless(element, marker)) own(element, marker);
      };
    }
  }
}

/** The module of it for an editor or a viewer. */
export const lightCanvasModule = {
  __init__: ['oporaLightCanvas'],
  oporaLightCanvas: ['type', LightCanvas],
};
