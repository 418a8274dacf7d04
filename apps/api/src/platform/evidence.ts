import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { archiveParts } from '@opora/domain/table-import';
import type { Queryable } from '@opora/store';
import { Problem } from './problem.ts';
import type { Upload } from './upload.ts';

/** Bytes of one document that proves something. */
export const MOST_EVIDENCE = 20_000_000;

/** Kinds of documents that prove something, by content: office files, PDF, pictures, text. */
const proofs =
  /^(application\/pdf|image\/(png|jpeg|webp|heic)|application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.|application\/zip$)/;

/** Endings of names by the kind of the content. */
const endings: { [kind: string]: readonly string[] } = {
  ...Object.fromEntries(
    ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'pdf', 'png', 'webp'].map((ending) => [ending, [ending]]),
  ),
  ...{ jpg: ['jpg', 'jpeg'], heic: ['heic', 'heif'], text: ['txt', 'csv', 'md'] },
};
/** The part that makes an archive a document of Office, by the ending of the document. */
const mainParts = {
  docx: /^word\/document\d*\.xml$/,
  xlsx: /^xl\/workbook\d*\.xml$/,
  pptx: /^ppt\/presentation\d*\.xml$/,
};
/** Endings of what runs, or show what they like, on the machine of whoever opens them. */
const programs =
  /^(bat|cmd|com|exe|scr|pif|js|jse|mjs|vbs|vbe|wsf|wsh|hta|ps1|psm1|sh|py|reg|lnk|url|inf|msc|cpl|jar|php|html?|xhtml|shtml|mht|svg|xml|xsl)$/;
/** Signs that turn the order of letters, so that an ending looks like another. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const known = new Set(Object.values(endings).flat());

/** A document whose content is of a kind that proves something. */
export interface Evidence {
  hash: string;
  kind: string;
  content: Buffer;
  name: string;
}

/** Takes a document: what it is, its content says; anything else is refused in words. */
export async function readEvidence(file: Upload | undefined): Promise<Evidence> {
  const wrong = (message: string): Problem =>
    new Problem('refused', message, { errors: [{ path: 'file', message }] });
  if (!file || file.content.length === 0) throw wrong('Файла нет, или он пуст.');
  const name = file.name.replace(turning, '');
  const ending = /\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const found = await fileTypeFromBuffer(file.content);
  const text = isText(file.content) || (endings['text']!.includes(ending) && isAnsiText(file.content));
  const kind = found?.mime ?? (text ? 'text/plain' : undefined);
  if (!kind || !(proofs.test(kind) || kind === 'text/plain'))
    throw wrong(
      `Это ${found ? `файл «${found.ext}»` : 'неизвестный файл'}. Приложите PDF, картинку, docx, xlsx, odt или текст.`,
    );
  if (/zip|openxmlformats/.test(kind) && file.content.includes('vbaProject.bin'))
    throw wrong('В документе есть макросы. Сохраните его без макросов (docx, xlsx) и приложите снова.');
  const inside = /zip|openxmlformats/.test(kind) ? await officeKind(file.content) : (found?.ext ?? 'text');
  if (!inside)
    throw wrong(
      'Это архив, а не документ. Распакуйте его и приложите сами документы: их можно будет прочитать здесь.',
    );
  // Under a name of another kind it opens for nobody who should read it.
  if (known.has(ending) && !endings[inside]?.includes(ending))
    throw wrong(
      `Файл назван как ${ending}, а внутри ${found ? inside : 'простой текст'}: по такому имени он не откроется. Приложите нужный файл или исправьте имя.`,
    );
  if (programs.test(ending))
    throw wrong(
      `Файл «.${ending}» открывается как программа или страница. Приложите текст как txt или документ как PDF.`,
    );
  return {
    hash: createHash('sha256').update(file.content).digest('hex'),
    kind,
    content: file.content,
    name,
  };
}

/** Keeps a document once, whoever brings it. */
export async function keepEvidence(q: Queryable, { hash, kind, content }: Evidence): Promise<void> {
  await q.query(
    'insert into evidence_files (hash, size, kind, content) values ($1, $2, $3, $4) on conflict (hash) do nothing',
    [hash, content.length, kind, content],
  );
}

/** The ending of an archive that holds a document of Word, Excel or PowerPoint; else undefined. */
async function officeKind(content: Buffer): Promise<string | undefined> {
  const parts = await archiveParts(content).catch((): string[] => []);
  if (!parts.includes('[Content_Types].xml')) return undefined;
  return Object.entries(mainParts).find(([, main]) => parts.some((part) => main.test(part)))?.[0];
}

/** Whether bytes are a text in UTF-8 without control characters. */
function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return (
      !/\p{Cc}/u.test(text.replace(/[\t\n\v\f\r]/g, '')) &&
      !/^\s*(<!doctype html|<html|<\?xml|<svg)/i.test(text)
    );
  } catch {
    return false;
  }
}

/** Whether bytes may be a text that Notepad saved in Windows-1251: letters, and none of the signs that no text has. */
const isAnsiText = (content: Buffer): boolean =>
  content.some((byte) => byte >= 0xc0) &&
  !content.some((byte) => (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)) || byte === 0x7f || byte === 0x98);
