import { isUnder, type RowNumber } from './numbers.ts';

interface Section {
  level: number;
  number?: RowNumber;
  /** «задача» of «Задача 1. …»: the next of its kind takes its place. */
  kind?: string;
  title: string;
  /** It heads parts of a measure, so measures after them do not stand under it. */
  group: boolean;
  /** A measure stands under it. */
  used?: true;
}

/** Headings without a number stand below all that have one. */
const unnumbered = 9;

/** Words by which a heading without a number says what it is. */
const kinds =
  /^(цель|задача|раздел|блок|направление|этап|модуль|подпрограмма|фактор)(?![а-яё])|^(?:[IVX\d]+(?:-?[йяе])?|(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм)(?:ый|ой|ая|ое|ий|ья|ье)) (этап|блок|раздел|направление|задача|модуль|цель)(?![а-яё])/iu;
/** A heading of these kinds stands above those that say nothing of themselves. */
const outer = /^(?:цель|раздел|блок|направление|модуль|подпрограмма)$/;

/** The headings under which a row stands. */
export class Sections {
  private stack: Section[] = [];

  /** Takes a heading: it closes those of its level and below. */
  enter(title: string, number?: RowNumber): void {
    const level = number ? (number.roman ? 0 : number.parts.length) : unnumbered;
    const words = number ? null : kinds.exec(title);
    const kind = (words?.[1] ?? words?.[2])?.toLowerCase();
    if (!kind || outer.test(kind))
      this.stack = this.stack.filter((section) => section.kind ?? section.number);
    const same = this.stack.findIndex((section) =>
      number ? section.number && section.level >= level : section.kind === kind && !section.number,
    );
    if (same >= 0) this.stack.length = same;
    this.stack.push({ level, title, group: false, ...(number ? { number } : {}), ...(kind ? { kind } : {}) });
  }

  /** Headings of a measure, leaving out those that its number or the parts before it have closed. */
  path(number?: RowNumber): string {
    this.stack = this.stack.filter((section) => {
      if (section.group) return false;
      const both = number && section.number && !number.roman && !section.number.roman;
      if (!both || isUnder(number, section.number!)) return true;
      // Numbers may begin anew under a heading; 2.1 under 1.1 they cannot.
      const [own, its] = [number.parts, section.number!.parts];
      return own.length < its.length || (own.length === its.length && (own.length < 2 || own[0] === its[0]));
    });
    for (const section of this.stack) section.used = true;
    return this.stack.map(({ title }) => title).join(' / ');
  }

  /** The nearest heading, without its number. */
  title(): string | undefined {
    return this.stack.at(-1)?.title.replace(/^[\dIVX]+(?:\.\d+)*[.)]\s*/u, '');
  }

  /** The heading without a number that stands above parts of a measure. */
  groupOfParts(): string | undefined {
    const last = this.stack.at(-1);
    if (!last || last.number || last.used || last.level !== unnumbered) return undefined;
    last.group = true;
    return last.title;
  }
}
