import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { UploadedFile } from './idempotency.ts';

/** A file on its way to a person. */
export interface FileToSend {
  name: string;
  type: string;
  content: Buffer;
}

/** Sends a file to be saved, never shown: what people upload may not run in the program's own page. */
export function sendFile(response: Response, { name, type, content }: FileToSend): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, no-store');
  return new StreamableFile(content, {
    type,
    length: content.length,
    disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}

/** The name and bytes of an upload. Browsers and curl send names in UTF-8, which multipart parsers read as Latin-1. */
export const receivedFile = (file: UploadedFile | undefined): { name: string; content: Buffer } | undefined =>
  file && {
    name:
      Buffer.from(file.originalname, 'latin1')
        .toString()
        .replace(/[\p{Cc}/\\]/gu, '')
        .slice(0, 200) || 'документ',
    content: file.buffer,
  };
