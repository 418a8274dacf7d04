import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { PlanImportError } from '../raw-table.ts';

/** Limits of a docx or xlsx, unpacked; a plan of 300 pages has about 15 MB of markup. */
export interface ArchiveLimits {
  /** Bytes of all parts together. */
  total: number;
  /** Bytes of one XML part. */
  xml: number;
  entries: number;
}

const bomb = (found: string): PlanImportError =>
  new PlanImportError(
    'archive-too-large',
    `Внутри файла слишком много данных: ${found}. В таблице или плане столько не бывает: удалите рисунки и лишние листы или сохраните только таблицу.`,
  );

/**
 * Unpacks every part of a zip in a stream, only to count bytes, and names the parts. Sizes that the archive states are not
 * believed; memory stays that of one chunk. `watch` sees every chunk as it passes, and what it throws ends the reading.
 */
export async function inspectArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits,
  watch?: (part: string, chunk: Buffer) => void,
): Promise<string[]> {
  const zip = await openArchive(bytes);
  const names: string[] = [];
  let total = 0;
  return new Promise<string[]>((resolve, reject) => {
    const fail = (error: unknown): void => {
      zip.close();
      reject(error instanceof PlanImportError ? error : broken(error));
    };
    zip.on('error', fail);
    zip.on('end', () => resolve(names));
    zip.on('entry', (entry: Entry) => {
      names.push(entry.fileName);
      if (names.length > limits.entries) return fail(bomb(`частей больше ${limits.entries}`));
      if (entry.fileName.endsWith('/')) return zip.readEntry();
      zip.openReadStream(entry, (error, stream) => {
        if (error) return fail(error);
        let size = 0;
        const markup = /\.(xml|rels)$/i.test(entry.fileName);
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length;
          total += chunk.length;
          try {
            watch?.(entry.fileName, chunk);
          } catch (error) {
            return void stream.destroy(error as Error);
          }
          const over = total > limits.total || (markup && size > limits.xml);
          if (over)
            stream.destroy(
              bomb(`«${entry.fileName}» больше ${megabytes(markup ? limits.xml : limits.total)} МБ`),
            );
        });
        stream.on('error', fail);
        stream.on('end', () => zip.readEntry());
      });
    });
    zip.readEntry();
  });
}

/** Names the parts of a zip as its list of contents gives them, at most so many; nothing is unpacked. */
export async function archiveParts(bytes: Uint8Array, most = 5000): Promise<string[]> {
  const zip = await openArchive(bytes);
  const names: string[] = [];
  return new Promise<string[]>((resolve, reject) => {
    zip.on('error', (error: unknown) => reject(broken(error)));
    zip.on('end', () => resolve(names));
    zip.on('entry', (entry: Entry) => {
      names.push(entry.fileName);
      if (names.length < most) return zip.readEntry();
      zip.close();
      resolve(names);
    });
    zip.readEntry();
  });
}

function openArchive(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? reject(broken(error)) : resolve(opened),
    );
  });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function broken(error: unknown): PlanImportError {
  const reason = error instanceof Error ? error.message : String(error);
  return new PlanImportError(
    'broken-file',
    `Файл повреждён и не открывается (${reason}). Сохраните его заново и загрузите снова.`,
  );
}
