import PizZip from 'pizzip';
import { PlanImportError, type RawDocument } from '../raw-table.ts';
import { tablesOf, type Block, type BlockCell, type BlockRow } from '../office/blocks.ts';
import { Numbering } from '../office/numbering.ts';
import { child, elements, isOn, parseXml, valueOf, type XmlElement } from '../office/xml.ts';

/**
 * Reads the tables of a Word document as Word shows them: automatic numbers counted, insertions taken and deletions left
 * out, text boxes and content controls read, cells by their place on the page. Pictures are left out.
 */
export function readDocx(bytes: Uint8Array): RawDocument {
  try {
    const zip = new PizZip(bytes);
    const part = (name: RegExp): XmlElement | undefined => {
      const [file] = zip.file(name);
      return file && parseXml(file.asText(), file.name);
    };
    const main = part(/^word\/document\d*\.xml$/);
    if (!main) throw new PlanImportError('broken-file', 'В документе Word нет текста.');
    const numbering = new Numbering(part(/^word\/numbering\d*\.xml$/), part(/^word\/styles\d*\.xml$/));
    const reader = new BodyReader(numbering);
    return { ...tablesOf(reader.blocks(child(main, 'body') ?? main)), problems: [] };
  } catch (error) {
    if (error instanceof PlanImportError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlanImportError(
      'broken-file',
      `Документ Word не читается (${reason}). Откройте его в редакторе и сохраните как docx заново.`,
    );
  }
}

/** Elements that only wrap others. */
const wrappers = /^(sdt|sdtContent|customXml|smartTag|ins|moveTo|hyperlink|fldSimple|dir|bdo|ruby|rubyBase)$/;

interface Text {
  pieces: string[];
  bold?: boolean;
  /** Blocks of text boxes that are anchored in the paragraph. */
  boxes: Block[];
}

class BodyReader {
  private readonly numbering: Numbering;

  constructor(numbering: Numbering) {
    this.numbering = numbering;
  }

  /** The paragraphs and tables inside an element, those of its wrappers too. */
  blocks(parent: XmlElement): Block[] {
    const blocks: Block[] = [];
    for (const element of elements(parent)) {
      if (element.name === 'p') blocks.push(...this.paragraph(element));
      else if (element.name === 'tbl') blocks.push(this.table(element));
      else if (wrappers.test(element.name)) blocks.push(...this.blocks(element));
      else if (element.name === 'AlternateContent') blocks.push(...this.blocks(chosen(element)));
    }
    return blocks;
  }

  private paragraph(element: XmlElement): Block[] {
    const properties = child(element, 'pPr');
    const number = this.numbering.next(properties);
    const text: Text = { pieces: [], boxes: [] };
    this.runs(element, text);
    const paragraph = {
      text: text.pieces.join(''),
      bold: text.bold ?? false,
      ...(number ? { number } : {}),
    };
    return [{ kind: 'paragraph', paragraph }, ...text.boxes];
  }

  private runs(parent: XmlElement, text: Text): void {
    for (const element of elements(parent)) {
      if (element.name === 'r') this.run(element, text);
      else if (wrappers.test(element.name)) this.runs(element, text);
      else if (element.name === 'AlternateContent') this.runs(chosen(element), text);
    }
  }

  private run(element: XmlElement, text: Text): void {
    const properties = child(element, 'rPr');
    if (isOn(properties, 'vanish')) return;
    for (const piece of elements(element)) {
      if (piece.name === 't') {
        const own = piece.children.filter((one) => typeof one === 'string').join('');
        if (own.trim()) text.bold ??= isOn(properties, 'b');
        text.pieces.push(own);
      } else if (piece.name === 'br' || piece.name === 'cr') text.pieces.push('\n');
      else if (piece.name === 'tab' || piece.name === 'ptab') text.pieces.push(' ');
      else if (piece.name === 'noBreakHyphen') text.pieces.push('-');
      else text.boxes.push(...this.boxes(piece));
    }
  }

  /** The contents of text boxes anywhere below: in drawings of today, or in the pictures of old Word. */
  private boxes(element: XmlElement): Block[] {
    if (element.name === 'txbxContent') return this.blocks(element);
    if (element.name === 'AlternateContent') return this.boxes(chosen(element));
    return elements(element).flatMap((one) => this.boxes(one));
  }

  private table(element: XmlElement): Block {
    const grid = elements(child(element, 'tblGrid') ?? { name: '', attributes: {}, children: [] })
      .filter(({ name }) => name === 'gridCol')
      .map(({ attributes }) => Number(attributes.w) || 0);
    return { kind: 'table', grid, rows: this.rows(element) };
  }

  private rows(parent: XmlElement): BlockRow[] {
    return elements(parent).flatMap((element): BlockRow[] => {
      if (wrappers.test(element.name)) return this.rows(element);
      if (element.name !== 'tr' || child(child(element, 'trPr'), 'del')) return [];
      const before = Number(valueOf(child(element, 'trPr'), 'gridBefore') ?? 0);
      return [{ before: before >= 0 && before < 64 ? before : 0, cells: this.cells(element) }];
    });
  }

  private cells(parent: XmlElement): BlockCell[] {
    const cells: BlockCell[] = [];
    for (const element of elements(parent)) {
      if (wrappers.test(element.name)) cells.push(...this.cells(element));
      if (element.name !== 'tc') continue;
      const properties = child(element, 'tcPr');
      const span = Number(valueOf(properties, 'gridSpan') ?? 1);
      const width = Number.isInteger(span) && span > 0 ? Math.min(span, 200) : 1;
      const blocks = this.blocks(element);
      const last = cells.at(-1);
      if (last && valueOf(properties, 'hMerge') === 'continue') last.width += width;
      else cells.push({ blocks, width, above: isContinued(child(properties, 'vMerge')) });
    }
    return cells;
  }
}

/** «<w:vMerge/>» without a value goes on with the cell above. */
function isContinued(merge: XmlElement | undefined): boolean {
  return merge !== undefined && merge.attributes.val !== 'restart';
}

const nothing: XmlElement = { name: '', attributes: {}, children: [] };

/** What Word itself shows of alternatives: the first, unless only the second holds text. */
function chosen(element: XmlElement): XmlElement {
  const [choice, fallback] = [child(element, 'Choice'), child(element, 'Fallback')];
  const holds = (one: XmlElement): boolean =>
    one.name === 't' || one.name === 'tbl' || elements(one).some(holds);
  return (choice && holds(choice) ? choice : fallback) ?? nothing;
}
