/** The font in which diagrams are measured and drawn: the one of the program. */
const FONT = "'Golos Text Variable', system-ui, sans-serif";
/** Smaller letters than these are not read. */
const SMALLEST = 9;

interface Style {
  fontSize?: number | string;
  [more: string]: unknown;
}
interface Options {
  box?: { width: number; [more: string]: unknown };
  style?: Style;
  padding?: number | { left?: number; right?: number };
  [more: string]: unknown;
}
interface TextRenderer {
  createText(text: string, options?: Options): SVGElement;
  getDimensions(text: string, options?: Options): { width: number };
  getDefaultStyle(): Style;
  getExternalStyle(): Style;
}

/** How a text is drawn so that no word breaks: in smaller letters inside a step, wider than its box beside one. */
export function wholeWords(
  widest: number,
  { width, padding, size }: { width: number; padding: number; size: number },
): { size: number; wider: number } {
  const missing = Math.ceil(widest) - (width - padding);
  if (missing <= 0) return { size, wider: 0 };
  if (padding === 0) return { size, wider: missing };
  const fitting = Math.floor((size * (width - padding) * 10) / Math.ceil(widest)) / 10;
  return { size: Math.max(fitting, SMALLEST), wider: 0 };
}

const sides = (padding: Options['padding']): number =>
  typeof padding === 'object' ? (padding.left ?? 0) + (padding.right ?? 0) : 2 * (padding ?? 0);

/** Width of the longest word of a text. */
export const longestWord = (text: string, measure: (word: string) => number): number =>
  Math.max(0, ...text.split(/[\s-]+/).map(measure));

/** Keeps words whole wherever the diagram writes: names of steps, of events and of flows. */
class WholeWords {
  static $inject = ['textRenderer'];
  constructor(renderer: TextRenderer) {
    const own = renderer.createText.bind(renderer);
    renderer.createText = (text, options = {}): SVGElement => {
      if (!options.box || !text) return own(text, options);
      const style = { ...renderer.getDefaultStyle(), ...options.style };
      const { box } = options;
      const room = {
        width: box.width,
        padding: sides(options.padding),
        size: Number.parseFloat(String(style.fontSize)),
      };
      const measure = (word: string): number =>
        renderer.getDimensions(word, { box: { width: 10_000 }, style }).width;
      const { size, wider } = wholeWords(longestWord(text, measure), room);
      if (size === room.size && wider === 0) return own(text, options);
      const drawn = own(text, {
        ...options,
        box: { ...box, width: box.width + wider },
        style: { ...options.style, fontSize: size },
      });
      if (wider > 0) drawn.setAttribute('transform', `translate(${-wider / 2} 0)`);
      return drawn;
    };
  }
}

/** The module of it for an editor or a viewer. */
export const wholeWordsModule = {
  __init__: ['oporaWholeWords'],
  oporaWholeWords: ['type', WholeWords],
};

/** What an editor or a viewer has to be told to measure with the font it is drawn in. */
export const textRenderer = { defaultStyle: { fontFamily: FONT } };

/** Waits until texts can be measured; a font that cannot be loaded holds nobody up. */
export async function fontReady(): Promise<void> {
  await document.fonts.load(`12px ${FONT}`, 'Шаг step').catch(() => undefined);
}
