import { child, elements, valueOf, type XmlElement } from './xml.ts';

interface Level {
  start: number;
  format: string;
  /** «%1.%2.» */
  text: string;
  legal: boolean;
  /** The level after which this one begins anew; 0 never. */
  restart?: number;
  style?: string;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

/** Counts the automatic numbers of a Word document, paragraph by paragraph in their order. */
export class Numbering {
  private readonly lists = new Map<string, List>();
  private readonly abstracts = new Map<string, { levels: Map<number, Level>; link?: string }>();
  private readonly styles = new Map<string, { basedOn?: string; list?: string; level?: number }>();
  private readonly counters = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(numbering: XmlElement | undefined, styles: XmlElement | undefined) {
    for (const style of styles ? elements(styles) : []) {
      if (style.name !== 'style') continue;
      const numbers = child(child(style, 'pPr'), 'numPr');
      this.styles.set(style.attributes.styleId ?? '', {
        basedOn: valueOf(style, 'basedOn'),
        list: valueOf(numbers, 'numId'),
        ...(valueOf(numbers, 'ilvl') ? { level: Number(valueOf(numbers, 'ilvl')) } : {}),
      });
    }
    const all = numbering ? elements(numbering) : [];
    for (const one of all.filter(({ name }) => name === 'abstractNum'))
      this.abstracts.set(one.attributes.abstractNumId ?? '', {
        levels: levelsOf(one),
        link: valueOf(one, 'numStyleLink'),
      });
    for (const one of all.filter(({ name }) => name === 'num')) {
      const starts = new Map<number, number>();
      const levels = new Map<number, Level>();
      for (const override of elements(one).filter(({ name }) => name === 'lvlOverride')) {
        const at = Number(override.attributes.ilvl);
        const start = valueOf(override, 'startOverride');
        if (start !== undefined) starts.set(at, Number(start));
        for (const [key, level] of levelsOf(override)) levels.set(key, level);
      }
      this.lists.set(one.attributes.numId ?? '', {
        abstract: valueOf(one, 'abstractNumId') ?? '',
        starts,
        levels,
      });
    }
  }

  /** The number that Word shows before this paragraph; nothing for a paragraph without one, or with a bullet. */
  next(properties: XmlElement | undefined): string | undefined {
    const { list: id, level: at } = this.listOf(properties);
    const list = id === undefined || id === '0' ? undefined : this.lists.get(id);
    if (!list || at < 0 || at > 8) return undefined;
    const key = this.resolved(list.abstract);
    const level = (one: number): Level | undefined =>
      list.levels.get(one) ?? this.abstracts.get(key)?.levels.get(one);
    const own = level(at);
    if (!own) return undefined;
    const counters = this.counters.get(key) ?? [];
    this.counters.set(key, counters);
    const startOf = (one: number): number => list.starts.get(one) ?? level(one)?.start ?? 1;
    const first = `${id}/${at}`;
    // A list that restarts counts anew where it is used first.
    if (list.starts.has(at) && !this.begun.has(first)) delete counters[at];
    this.begun.add(first);
    for (let above = 0; above < at; above += 1) counters[above] ??= startOf(above);
    counters[at] = counters[at] === undefined ? startOf(at) : counters[at] + 1;
    for (let below = at + 1; below <= 8; below += 1) {
      const restart = level(below)?.restart;
      if (restart === undefined || (restart > 0 && at < restart)) delete counters[below];
    }
    if (own.format === 'bullet' || own.format === 'none') return undefined;
    const text = own.text.replace(/%(\d)/g, (_, digit: string) => {
      const one = Number(digit) - 1;
      const format = own.legal && one !== at ? 'decimal' : (level(one)?.format ?? 'decimal');
      return written(counters[one] ?? startOf(one), own.legal ? 'decimal' : format);
    });
    return text.trim() || undefined;
  }

  private listOf(properties: XmlElement | undefined): { list?: string; level: number } {
    const direct = child(properties, 'numPr');
    let list = valueOf(direct, 'numId');
    let level = valueOf(direct, 'ilvl') === undefined ? undefined : Number(valueOf(direct, 'ilvl'));
    let style = valueOf(properties, 'pStyle');
    for (let hops = 0; style !== undefined && hops < 20; hops += 1) {
      const found = this.styles.get(style);
      if (list === undefined && found?.list !== undefined) {
        list = found.list;
        const levels = this.abstracts.get(this.resolved(this.lists.get(list)?.abstract ?? ''))?.levels;
        level ??= [...(levels ?? [])].find(([, one]) => one.style === style)?.[0];
      }
      if (found?.list !== undefined) level ??= found.level;
      style = found?.basedOn;
    }
    return { ...(list === undefined ? {} : { list }), level: level ?? 0 };
  }

  /** A list defined by a style stands under another key. */
  private resolved(key: string): string {
    const link = this.abstracts.get(key)?.link;
    const list = link === undefined ? undefined : this.styles.get(link)?.list;
    const found = list === undefined ? undefined : this.lists.get(list)?.abstract;
    return found !== undefined && this.abstracts.has(found) ? found : key;
  }
}

function levelsOf(element: XmlElement): Map<number, Level> {
  return new Map(
    elements(element)
      .filter(({ name }) => name === 'lvl')
      .map((one): [number, Level] => {
        const restart = valueOf(one, 'lvlRestart');
        return [
          Number(one.attributes.ilvl ?? 0),
          {
            start: Number(valueOf(one, 'start') ?? 1),
            format: valueOf(one, 'numFmt') ?? 'decimal',
            text: valueOf(one, 'lvlText') ?? '',
            legal: child(one, 'isLgl') !== undefined,
            ...(restart === undefined ? {} : { restart: Number(restart) }),
            ...(valueOf(one, 'pStyle') ? { style: valueOf(one, 'pStyle')! } : {}),
          },
        ];
      }),
  );
}

const letters: { [format: string]: string } = {
  lowerLetter: 'abcdefghijklmnopqrstuvwxyz',
  upperLetter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  russianLower: 'абвгдежзиклмнопрстуфхцчшщэюя',
  russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ',
};

function written(value: number, format: string): string {
  const alphabet = letters[format];
  if (alphabet) return alphabet[(value - 1) % alphabet.length] ?? String(value);
  if (format === 'upperRoman') return roman(value);
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  return String(value);
}

function roman(value: number): string {
  const signs: [number, string][] = [
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = Math.max(0, Math.min(value, 99));
  let text = '';
  for (const [size, sign] of signs) for (; rest >= size; rest -= size) text += sign;
  return text;
}
