import { isUnder, type RowNumber } from './numbers.ts';

interface Section {
  level: number;
  number?: RowNumber;
  title: string;
  /** It heads parts of a measure, so measures after them do not stand under it. */
  group: boolean;
}

/** Headings without a number stand below all that have one. */
const unnumbered = 9;

/** The headings under which a row stands. */
export class Sections {
  private stack: Section[] = [];

  /** Takes a heading: it closes those of its level and below. */
  enter(title: string, number?: RowNumber): void {
    const level = number ? (number.roman ? 0 : number.parts.length) : unnumbered;
    this.stack = this.stack.filter((section) => section.level < level);
    this.stack.push({ level, title, group: false, ...(number ? { number } : {}) });
  }

  /** Headings of a measure, leaving out those that its number or the parts before it have closed. */
  path(number?: RowNumber): string {
    this.stack = this.stack.filter((section) => {
      if (section.group) return false;
      const both = number && section.number && !number.roman && !section.number.roman;
      return !both || number.parts.length <= section.number!.parts.length || isUnder(number, section.number!);
    });
    return this.stack.map(({ title }) => title).join(' / ');
  }

  /** The nearest heading, without its number. */
  title(): string | undefined {
    return this.stack.at(-1)?.title.replace(/^[\dIVX]+(?:\.\d+)*[.)]\s*/u, '');
  }

  /** The heading without a number that stands above parts of a measure. */
  groupOfParts(): string | undefined {
    const last = this.stack.at(-1);
    if (!last || last.number || last.level !== unnumbered) return undefined;
    last.group = true;
    return last.title;
  }
}
