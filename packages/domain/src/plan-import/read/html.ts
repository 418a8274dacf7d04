import { step } from '../../steps.ts';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { readHeader } from '../header.ts';
import { cleanCell, type RawCell, type RawRow, type RawTable } from '../raw-table.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const blocks = new Set('p li ul ol div br tr h1 h2 h3 h4 h5 h6 table section'.split(' '));
const unseen = new Set('script style head template noscript'.split(' '));
/** A document nested deeper is no document that people wrote. */
const deepest = 200;
/** Rows and columns that a cell may claim to span. */
const widest = 200;

/** Reads the tables of HTML (a converted docx, a table pasted from a browser) with the paragraphs between them. */
export function readHtml(html: string): { tables: RawTable[]; paragraphs: string[] } {
  const tables: RawTable[] = [];
  const paragraphs: string[] = [];
  let before: string[] = [];
  const visit = (node: Node, depth: number): void => {
    step();
    if (depth > deepest || (isElement(node) && unseen.has(node.tagName))) return;
    if (isElement(node) && node.tagName === 'table') {
      const inner = innerTables(node, depth);
      const rows = gridOf(node, tables.length + 1);
      // A page is laid out with a table around its contents, which is no plan itself.
      if (inner.length > 0 && !rows.some((row) => readHeader(row))) {
        rowsOf(node).forEach((row) => children(row).forEach((cell) => visit(cell, depth + 1)));
        return;
      }
      children(node).forEach(
        (child) => isElement(child) && child.tagName === 'caption' && visit(child, depth + 1),
      );
      if (rows.length > 0) tables.push({ rows, before, exact: true });
      before = [];
      return;
    }
    if (isElement(node) && /^(p|li|h[1-6]|caption)$/.test(node.tagName) && !holdsTable(node, depth)) {
      const text = textOf(node);
      if (text) paragraphs.push(text);
      if (text) before = [...before.slice(-9), text];
      return;
    }
    if (!isElement(node) && 'value' in node && node.value.trim()) {
      paragraphs.push(cleanCell(node.value));
      before = [...before.slice(-9), cleanCell(node.value)];
    }
    children(node).forEach((child) => visit(child, depth + 1));
  };
  visit(parse(shallow(html)), 0);
  return { tables, paragraphs };
}

/** Text of a cell that holds HTML tags, with a line for every paragraph. */
export function textOfHtml(html: string): { text: string; bold: boolean } {
  if (!html.includes('<') && !html.includes('&')) return { text: cleanCell(html), bold: false };
  // A lone «<» in a sentence is no tag.
  const document = parse(shallow(html.replace(/<(?![a-zA-Z/!])/g, '&lt;')));
  return { text: textOf(document), bold: /^\s*(<p[^>]*>)?\s*<(b|strong)\b/i.test(html) };
}

/** The parser takes quadratic time over elements inside one another; such a text is no document, its tags stay text. */
function shallow(html: string): string {
  let depth = 0;
  for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (closing) depth = Math.max(0, depth - 1);
    else if (!/^(br|hr|img|input|meta|link|col|p|li|td|tr|th)$/i.test(name!)) depth += 1;
    if (depth > deepest * 5) return html.replaceAll('<', '&lt;');
  }
  return html;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function children(node: Node): Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}

function holdsTable(node: Node, depth: number): boolean {
  return (
    depth < deepest &&
    children(node).some(
      (child) => (isElement(child) && child.tagName === 'table') || holdsTable(child, depth + 1),
    )
  );
}

/** Tables inside the cells of another that may be plans. */
function innerTables(node: Node, depth: number): Element[] {
  if (depth > deepest) return [];
  return children(node).flatMap((child) =>
    isElement(child) && child.tagName === 'table' && rowsOf(child).length > 1
      ? [child]
      : innerTables(child, depth + 1),
  );
}

function textOf(node: Node): string {
  const pieces: string[] = [];
  const visit = (part: Node, depth: number): void => {
    step();
    if (depth > deepest || (isElement(part) && unseen.has(part.tagName))) return;
    if ('value' in part) pieces.push(part.value.replace(/\s+/g, ' '));
    const block = isElement(part) && blocks.has(part.tagName);
    if (block) pieces.push('\n');
    if (isElement(part) && /^t[dh]$/.test(part.tagName)) pieces.push(' ');
    children(part).forEach((child) => visit(child, depth + 1));
    if (block && isElement(part) && part.tagName !== 'br') pieces.push('\n');
  };
  visit(node, 0);
  return cleanCell(pieces.join(''));
}

/** The rows of a table as a grid: a cell that spans rows or columns is repeated as `merged`. */
function gridOf(table: Element, number: number): RawRow[] {
  const grid: (RawCell | undefined)[][] = [];
  rowsOf(table).forEach((row, y) => {
    grid[y] ??= [];
    let x = 0;
    for (const cell of children(row)) {
      if (!isElement(cell) || !/^t[dh]$/.test(cell.tagName)) continue;
      while (grid[y]![x]) x += 1;
      const { rowspan, colspan } = spans(cell);
      const own = cellOf(cell);
      for (let down = 0; down < rowspan; down += 1) {
        grid[y + down] ??= [];
        for (let right = 0; right < colspan; right += 1)
          grid[y + down]![x + right] =
            right > 0 ? { text: '', merged: 'left' } : down > 0 ? { text: '', merged: 'above' } : own;
      }
      x += colspan;
    }
  });
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.slice(0, rowsOf(table).length).map((cells, y) => ({
    cells: placed(
      Array.from(cells, (cell) => cell ?? { text: '' }),
      width,
    ),
    gap: false,
    place: `таблица ${number}, строка ${y + 1}`,
  }));
}

/** Says where each cell stands in a table of `width` columns. */
export function placed(cells: readonly RawCell[], width: number): RawCell[] {
  return cells.map((cell, from) => {
    if (cell.merged === 'left') return cell;
    const next = cells.findIndex((one, index) => index > from && one.merged !== 'left');
    return { ...cell, at: [from / width, (next < 0 ? cells.length : next) / width] };
  });
}

function spans(cell: Element): { rowspan: number; colspan: number } {
  const read = (name: string): number => {
    const value = Number(cell.attrs.find((attribute) => attribute.name === name)?.value ?? 1);
    return Number.isInteger(value) && value > 0 ? Math.min(value, widest) : 1;
  };
  return { rowspan: read('rowspan'), colspan: read('colspan') };
}

function cellOf(cell: Element): RawCell {
  const text = textOf(cell);
  const bold = /^(b|strong)$/.test(firstInline(cell));
  if (text) return { text, ...(bold || cell.tagName === 'th' ? { bold: true } : {}) };
  return isList(cell) ? { text, autoNumber: '' } : { text };
}

function firstInline(node: Node): string {
  for (const child of children(node)) {
    if ('value' in child && child.value.trim()) return '';
    if (isElement(child)) {
      if (/^(b|strong)$/.test(child.tagName)) return child.tagName;
      if (child.tagName !== 'br' && (textOf(child) || children(child).length > 0)) return firstInline(child);
    }
  }
  return '';
}

function isList(node: Node): boolean {
  return children(node).some((child) => (isElement(child) && child.tagName === 'ol') || isList(child));
}

function rowsOf(table: Element): Element[] {
  return children(table).flatMap((child) => {
    if (!isElement(child)) return [];
    if (child.tagName === 'tr') return [child];
    return /^t(head|body|foot)$/.test(child.tagName) ? rowsOf(child) : [];
  });
}
