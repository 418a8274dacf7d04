import mammoth from 'mammoth';
import { PlanImportError, type RawDocument } from '../raw-table.ts';
import { readHtml } from './html.ts';

/** Reads the tables of a Word document; pictures are left out. */
export async function readDocx(bytes: Uint8Array): Promise<RawDocument> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const html = await mammoth
    .convertToHtml(
      { buffer },
      {
        ignoreEmptyParagraphs: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    )
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PlanImportError(
        'broken-file',
        `Документ Word не читается (${reason}). Откройте его в редакторе и сохраните как docx заново.`,
      );
    });
  return { ...readHtml(html.value), problems: [] };
}
