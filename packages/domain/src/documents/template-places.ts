import type PizZip from 'pizzip';

/** A paragraph of a template: its text, and the part of the document where it is not the text itself. */
interface Paragraph {
  part: 'header' | 'footer' | 'notes' | null;
  text: string;
}

const partNames = { header: 'в верхнем колонтитуле', footer: 'в нижнем колонтитуле', notes: 'в сноске' };
const partOf = (name: string): Paragraph['part'] =>
  name.includes('header') ? 'header' : name.includes('footer') ? 'footer' : 'notes';
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
const decoded = (xml: string): string =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** Paragraphs of the text, then of headers, footers and notes; a frame inside a paragraph is one of its own. */
function paragraphsOf(zip: PizZip): Paragraph[] {
  const parts = [
    ...zip.file(/^word\/document\.xml$/),
    ...zip.file(/^word\/(?:header|footer|footnotes|endnotes)\d*\.xml$/),
  ];
  return parts.flatMap((file) =>
    file
      .asText()
      .split(/<w:p[ >]/)
      .slice(1)
      .map((xml) => {
        const runs = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(?:br|tab)\b/g)];
        const text = plain(decoded(runs.map(([, one]) => one ?? ' ').join('')));
        return { part: file.name.endsWith('document.xml') ? null : partOf(file.name), text };
      })
      .filter(({ text }) => text.includes('{') || text.includes('}')),
  );
}

/** Tells where a tag stands, so that it can be found in Word: its paragraph, cut around it. */
export class TemplatePlaces {
  private readonly paragraphs: Paragraph[];
  /** Paragraphs by the tags in them, one for each time that a tag stands there. */
  private readonly byTag = new Map<string, Paragraph[]>();
  private readonly passed = new Map<string, number>();

  constructor(zip: PizZip) {
    this.paragraphs = paragraphsOf(zip);
    for (const paragraph of this.paragraphs)
      for (const [tag] of paragraph.text.matchAll(/\{[^{}]*\}/g)) {
        const known = this.byTag.get(tag);
        if (known) known.push(paragraph);
        else this.byTag.set(tag, [paragraph]);
      }
  }

  /** All tags with both brackets, in the order in which they stand. */
  tags(): string[] {
    return this.paragraphs.flatMap(({ text }) => [...text.matchAll(/\{[^{}]*\}/g)].map(([tag]) => tag));
  }

  /** Goes past the next occurrence of a tag; answers where it is. */
  next(tag: string): string | null {
    const wanted = plain(tag);
    const found = this.byTag.get(wanted) ?? [];
    const at = this.passed.get(wanted) ?? 0;
    this.passed.set(wanted, at + 1);
    const paragraph = found[Math.min(at, found.length - 1)];
    return paragraph ? placeOf(paragraph, wanted) : null;
  }

  /** A tag that its paragraph does not close: what is written of it, and where; the library takes the next paragraph for its end. */
  unclosed(taken: string): { written: string; place: string } | undefined {
    for (const paragraph of this.paragraphs) {
      const written = /\{[^{}]*$/.exec(paragraph.text)?.[0];
      if (written !== undefined && written.length > 1 && plain(`{${taken}`).startsWith(written))
        return { written, place: placeOf(paragraph, written) };
    }
    return undefined;
  }

  /** Where a text of the markup stands for the last time. */
  last(text: string): string | null {
    const wanted = plain(text);
    const paragraph = this.paragraphs.findLast((one) => one.text.includes(wanted));
    return paragraph ? placeOf(paragraph, wanted) : null;
  }
}

function placeOf({ part, text }: Paragraph, tag: string): string {
  const at = text.indexOf(tag);
  const from = Math.max(0, at - 40);
  const to = Math.min(text.length, at + tag.length + 40);
  const shown = `«${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}»`;
  return part ? `${partNames[part]}: ${shown}` : shown;
}
