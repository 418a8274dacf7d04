import { SaxesParser } from 'saxes';

/** What is heard of a part of an office document: names without their prefix. */
export interface Listener {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** No element of an office document has more attributes; they are held together until its tag ends. */
const mostAttributes = 500;

/** Reads a part as it is unpacked and tells what stands there; throws when it is no XML. */
export class MarkupReader {
  private readonly parser = new SaxesParser();
  private readonly decoder = new TextDecoder();

  constructor(listener: Listener) {
    const { open, text, close } = listener;
    if (open)
      this.parser.on('opentag', ({ name, attributes }) =>
        open.call(listener, local(name), attributes as Record<string, string>),
      );
    if (close) this.parser.on('closetag', ({ name }) => close.call(listener, local(name)));
    if (text) {
      this.parser.on('text', (found) => text.call(listener, found));
      this.parser.on('cdata', (found) => text.call(listener, found));
    }
    let attributes = 0;
    this.parser.on('opentagstart', () => {
      attributes = 0;
    });
    this.parser.on('attribute', () => {
      attributes += 1;
      if (attributes > mostAttributes)
        throw new Error(`у одного элемента больше ${mostAttributes} атрибутов`);
    });
    this.parser.on('error', (error) => {
      throw error;
    });
  }

  take(chunk: Uint8Array): void {
    this.parser.write(this.decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    this.parser.write(this.decoder.decode()).close();
  }
}

/** Reads a whole part. */
export async function markup(chunks: AsyncIterable<Buffer>, listener: Listener): Promise<void> {
  const reader = new MarkupReader(listener);
  for await (const chunk of chunks) reader.take(chunk);
  reader.end();
}

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};
