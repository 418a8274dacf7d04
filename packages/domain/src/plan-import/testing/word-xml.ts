import PizZip from 'pizzip';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"';

/** Text as Word stores it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a paragraph may have besides its text. */
export interface ParagraphOptions {
  bold?: boolean;
  /** Number of a list and its level. */
  list?: readonly [id: number, level: number];
  style?: string;
  /** Every other word was inserted by a reviewer, and words that are gone stand there as deleted. */
  tracked?: boolean;
  /** The text is cut into runs in the middle of words, as Word does. */
  torn?: boolean;
}

/** «<w:p>» with the text in one or more runs. */
export function p(text: string, options: ParagraphOptions = {}): string {
  const { bold, list, style, tracked, torn } = options;
  const properties = [
    style ? `<w:pStyle w:val="${style}"/>` : '',
    list ? `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>` : '',
  ].join('');
  const run = (own: string): string =>
    `<w:r><w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">${escaped(own)}</w:t></w:r>`;
  const pieces = torn ? (text.match(/.{1,7}/gsu) ?? []) : tracked ? text.split(/(?<= )/u) : [text];
  const runs = pieces.map((piece, index) =>
    tracked && index % 2 === 1
      ? `<w:del w:id="1"><w:r><w:delText>прежнее </w:delText></w:r></w:del><w:ins w:id="2">${run(piece)}</w:ins>`
      : run(piece) + (torn ? '<w:proofErr w:type="spellEnd"/>' : ''),
  );
  return `<w:p><w:pPr>${properties}</w:pPr>${runs.join('')}</w:p>`;
}

/** What a cell may have besides its paragraphs. */
export interface CellOptions {
  span?: number;
  merge?: 'restart' | 'continue';
}

/** «<w:tc>» with paragraphs that are XML already. */
export function tc(paragraphs: string, { span, merge }: CellOptions = {}): string {
  const properties =
    (span && span > 1 ? `<w:gridSpan w:val="${span}"/>` : '') +
    (merge ? (merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>') : '');
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraphs || '<w:p/>'}</w:tc>`;
}

/** «<w:tr>» of cells. */
export const tr = (cells: readonly string[], properties = ''): string =>
  `<w:tr>${properties ? `<w:trPr>${properties}</w:trPr>` : ''}${cells.join('')}</w:tr>`;

/** «<w:tbl>» with the widths of its grid. */
export const tbl = (rows: readonly string[], grid: readonly number[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid>${grid.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;

/** A paragraph that holds a text box, with what old Word reads in its place. */
export const box = (blocks: string): string =>
  `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${blocks}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${blocks}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;

/** A content control around anything. */
export const control = (content: string): string =>
  `<w:sdt><w:sdtPr/><w:sdtContent>${content}</w:sdtContent></w:sdt>`;

/** Levels of a list: «%1.», «%1.%2.»; each list number has its own levels, a start, or those of another list begun anew. */
export interface ListDefinition {
  id: number;
  abstract: number;
  levels?: readonly { text: string; format?: string; start?: number }[];
  restart?: number;
}

/** A docx made of the XML of its body. */
export function wordFile(body: string, lists: readonly ListDefinition[] = []): Uint8Array {
  const zip = new PizZip();
  const abstracts = lists
    .filter(({ levels }) => levels)
    .map(
      ({ abstract, levels }) =>
        `<w:abstractNum w:abstractNumId="${abstract}">${levels!
          .map(
            ({ text, format, start }, level) =>
              `<w:lvl w:ilvl="${level}"><w:start w:val="${start ?? 1}"/><w:numFmt w:val="${format ?? 'decimal'}"/><w:lvlText w:val="${text}"/></w:lvl>`,
          )
          .join('')}</w:abstractNum>`,
    );
  const numbers = lists.map(
    ({ id, abstract, restart }) =>
      `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${restart === undefined ? '' : `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${restart}"/></w:lvlOverride>`}</w:num>`,
  );
  zip.file(
    'word/document.xml',
    `<?xml version="1.0"?><w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
  );
  zip.file(
    'word/numbering.xml',
    `<w:numbering ${namespaces}>${abstracts.join('')}${numbers.join('')}</w:numbering>`,
  );
  return zip.generate({ type: 'uint8array' });
}
