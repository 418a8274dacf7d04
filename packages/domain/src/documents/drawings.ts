import type PizZip from 'pizzip';
import { toBuffer } from 'qrcode';
import { chartPart, type BarChart } from './bar-chart.ts';
import { xmlText } from './xml-text.ts';

/** Something that the program draws into a document. */
export type Drawing = { kind: 'qr'; text: string } | { kind: 'bars'; chart: BarChart };

/** EMU (English Metric Units) of a millimeter. */
const millimeter = 36_000;
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Puts pictures and charts into a docx: their parts, relations and content types. */
export class Drawings {
  private count = 0;

  constructor(private readonly zip: PizZip) {}

  /** Adds the parts of a drawing and gives the paragraph that shows it. */
  async add(drawing: Drawing): Promise<string> {
    this.count += 1;
    return drawing.kind === 'qr' ? this.addCode(drawing.text) : this.addChart(drawing.chart);
  }

  private async addCode(text: string): Promise<string> {
    const file = `opora-qr-${this.count}.png`;
    this.zip.file(
      `word/media/${file}`,
      await toBuffer(text, { margin: 1, scale: 6, errorCorrectionLevel: 'M' }),
    );
    this.declare('<Default Extension="png" ContentType="image/png"/>', 'Extension="png"');
    const id = this.relate(`${relationships}/image`, `media/${file}`);
    const size = 24 * millimeter;
    return this.paragraph(
      size,
      size,
      `QR-код со ссылкой на страницу проверки: ${text}`,
      `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="${900 + this.count}" name="${file}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${size}" cy="${size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>`,
    );
  }

  private addChart(chart: BarChart): string {
    const file = `opora-chart-${this.count}.xml`;
    this.zip.file(`word/charts/${file}`, chartPart(chart));
    this.declare(
      `<Override PartName="/word/charts/${file}" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
      `/word/charts/${file}`,
    );
    const id = this.relate(`${relationships}/chart`, `charts/${file}`);
    return this.paragraph(
      165 * millimeter,
      Math.max(60, 14 + chart.bars.length * 9) * millimeter,
      `${chart.title}: ${chart.bars.map(({ name, value }) => `${name} — ${value}`).join('; ')}`,
      `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="${id}"/></a:graphicData>`,
    );
  }

  private paragraph(width: number, height: number, description: string, graphic: string): string {
    return `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${relationships}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${width}" cy="${height}"/><wp:docPr id="${800 + this.count}" name="Рисунок ${this.count}" descr="${xmlText(description)}"/><a:graphic>${graphic}</a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  }

  /** Adds a relation of the main part and gives its id. */
  private relate(type: string, target: string): string {
    const path = 'word/_rels/document.xml.rels';
    const id = `rIdOpora${this.count}`;
    const before =
      this.zip.file(path)?.asText() ??
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
    this.zip.file(
      path,
      before.replace(
        '</Relationships>',
        `<Relationship Id="${id}" Type="${type}" Target="${target}"/></Relationships>`,
      ),
    );
    return id;
  }

  private declare(entry: string, sign: string): void {
    const path = '[Content_Types].xml';
    const before = this.zip.file(path)!.asText();
    if (!before.includes(sign)) this.zip.file(path, before.replace('</Types>', `${entry}</Types>`));
  }
}
