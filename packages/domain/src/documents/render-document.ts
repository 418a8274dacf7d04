import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { Drawings, type Drawing } from './drawings.ts';
import type { DocumentValues } from './field.ts';
import { inForm, readTag, valueAt } from './tag.ts';

/** What stands where a value is not known: to be filled in by hand. */
export const blank = '__________';

/** Fills a template; the drawings are by the names of their fields. The template must have passed `checkTemplate`. */
export async function renderDocument(
  template: Buffer,
  values: DocumentValues,
  drawings: { [name: string]: Drawing | undefined } = {},
): Promise<Buffer> {
  const zip = new PizZip(template);
  const place = new Drawings(zip);
  const drawn: { [name: string]: string } = {};
  for (const [name, drawing] of Object.entries(drawings)) if (drawing) drawn[name] = await place.add(drawing);
  const document = new Docxtemplater(zip, {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    parser: (written) => ({
      get: (scope: unknown, context: { meta?: { part?: { module?: string } } }) => {
        const tag = readTag(written);
        if (tag.path in drawn) return drawn[tag.path];
        const value = valueAt(scope, tag.path);
        if (value === undefined) return undefined;
        // A row that has the field and does not know it is not filled from what stands outside of the list.
        if (value === null) return context.meta?.part?.module ? '' : blank;
        const said = inForm(value, tag);
        return typeof said === 'string' ? keptTogether(said) : said;
      },
    }),
    // A list that is empty leaves nothing, an unknown text leaves a blank to fill in.
    nullGetter: (part: { module?: string }) => (part.module ? '' : blank),
  });
  document.render(values);
  return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer;
}

/** A figure and its sign of percent do not part at the end of a line. */
const keptTogether = (text: string): string => text.replace(/(?<=\d) (?=%)/g, '\u00a0');
