import { PlanImportError } from '../plan-import/raw-table.ts';
import { markup } from './markup.ts';

/** A table of 100,000 rows has a tenth of it, were every text its own. */
const mostTexts = 3_000_000;

/** The texts that cells of a workbook point to, in their order; how parts of a text look is left out. */
export async function sharedStrings(chunks: AsyncIterable<Buffer>): Promise<string[]> {
  const found: string[] = [];
  const item = new TextOfCell();
  await markup(chunks, {
    open: (name) => {
      if (name === 'si') item.clear();
      item.open(name);
    },
    text: (text) => item.take(text),
    close: (name) => {
      item.close(name);
      if (name === 'si' && found.push(item.text) > mostTexts)
        throw new PlanImportError(
          'archive-too-large',
          `В книге больше ${mostTexts.toLocaleString('ru')} разных текстов: столько не бывает в таблице. Сохраните в новую книгу только таблицу.`,
        );
    },
  });
  return found;
}

/** Joins the runs of a text; readings of Japanese signs are none of it. */
export class TextOfCell {
  private inText = false;
  private inReading = false;
  private parts = '';

  clear(): void {
    this.parts = '';
  }

  open(name: string): void {
    if (name === 't') this.inText = true;
    else if (name === 'rPh') this.inReading = true;
  }

  take(text: string): void {
    if (this.inText && !this.inReading) this.parts += text;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inReading = false;
  }

  /** Signs that XML cannot hold are written as `_x000D_`. */
  get text(): string {
    return this.parts.includes('_x')
      ? this.parts.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        )
      : this.parts;
  }
}
