import { createGlide, type Way } from './glide.ts';

interface Canvas {
  _svg: SVGSVGElement;
  getContainer(): HTMLElement;
  getSize(): { width: number; height: number };
  scroll(way?: Way): { x: number; y: number };
  viewbox(box?: unknown): unknown;
  _changeViewbox(change: () => void): void;
}
interface Events {
  on(event: string, listener: () => void): void;
}
interface MoveCanvas {
  isActive(): boolean;
}
interface Injector {
  get(name: 'minimap', strict: false): { isOpen(): boolean } | null;
}

/** What lies over the drawing and belongs to places in it. */
const laidOver = '.djs-overlay-container, .djs-tooltip-container, .djs-context-pad';
/** A hand that rests so long sees the drawing as it will stay. */
const RESTS_AFTER = 2000;

/**
 * Lets the drawing glide as a picture while it is panned by mouse: the browser moves what it has painted, and styles,
 * lays out, hit-tests and paints hundreds of elements only when the hand rests. Who asks for the viewbox gets the true one.
 */
class GlidingCanvas {
  static $inject = ['canvas', 'eventBus', 'moveCanvas', 'injector'];
  constructor(canvas: Canvas, events: Events, moveCanvas: MoveCanvas, injector: Injector) {
    const svg = canvas._svg;
    const own = {
      scroll: canvas.scroll.bind(canvas),
      viewbox: canvas.viewbox.bind(canvas),
      change: canvas._changeViewbox.bind(canvas),
    };
    const cover = coverOf(svg);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: HTMLElement[] = [];

    const glide = createGlide(
      {
        lift() {
          const { width, height } = canvas.getSize();
          cover.spread(width, height);
          over = [...canvas.getContainer().querySelectorAll<HTMLElement>(laidOver)];
          svg.style.overflow = 'visible';
          for (const part of [svg, ...over]) part.style.willChange = 'translate';
        },
        show({ dx, dy }) {
          for (const part of [svg, ...over]) part.style.translate = `${dx}px ${dy}px`;
        },
        draw(way) {
          clearTimeout(timer);
          svg.style.overflow = '';
          for (const part of [svg, ...over]) part.style.translate = part.style.willChange = '';
          own.scroll(way);
        },
      },
      () => {
        const { width, height } = canvas.getSize();
        return Math.max(width, height);
      },
    );
    const rest = (): void => {
      glide.settle();
      cover.remove();
    };
    canvas.scroll = (way) => {
      if (way && moveCanvas.isActive() && !injector.get('minimap', false)?.isOpen()) {
        glide.move(way);
        clearTimeout(timer);
        timer = setTimeout(rest, RESTS_AFTER);
        return { x: way.dx, y: way.dy };
      }
      glide.settle();
      return own.scroll(way);
    };
    canvas.viewbox = (box) => {
      glide.settle();
      return own.viewbox(box);
    };
    canvas._changeViewbox = (change) => {
      glide.settle();
      own.change(change);
    };
    // The click that follows goes to what lies under the mouse now: the cover leaves after it.
    const released = (): void => {
      if (!glide.moving() && !svg.contains(cover.rect)) return;
      clearTimeout(timer);
      timer = setTimeout(rest);
    };
    window.addEventListener('mouseup', released, true);
    events.on('diagram.destroy', () => {
      clearTimeout(timer);
      window.removeEventListener('mouseup', released, true);
    });
  }
}

/** Lies over all elements while the drawing glides, so that the browser need not look for the one under the mouse. */
function coverOf(svg: SVGSVGElement) {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('style', 'fill: none; stroke: none; pointer-events: all');
  return {
    rect,
    spread(width: number, height: number): void {
      const far = 2 * Math.max(width, height);
      const place = { x: -far, y: -far, width: width + 2 * far, height: height + 2 * far };
      for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
      svg.append(rect);
    },
    remove: (): void => rect.remove(),
  };
}

/** The module of it for an editor. */
export const glidingCanvasModule = {
  __init__: ['oporaGlidingCanvas'],
  oporaGlidingCanvas: ['type', GlidingCanvas],
};
