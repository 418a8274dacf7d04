import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';

/** Sends a file to be saved, never shown: what people upload may not run in the program's own page. */
export function download(
  response: Response,
  { name, type, content }: { name: string; type: string; content: Buffer },
): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, no-store');
  return new StreamableFile(content, {
    type,
    length: content.length,
    disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}
