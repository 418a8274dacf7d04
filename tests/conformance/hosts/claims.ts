import type { Payload, PayloadCodec } from '@temporalio/common';
import { randomUUID } from 'node:crypto';

/** The server takes messages of at most 4 MB. */
const LARGE = 256 * 1024;
const ENCODING = 'binary/conformance-claim';
const text = { to: new TextEncoder(), from: new TextDecoder() };

/** Keeps large payloads out of the server, as the codec of a real installation does; all others stay readable in recorded histories. */
export function claimLarge(): PayloadCodec {
  const kept = new Map<string, Payload>();
  const claim = (payload: Payload): Payload => {
    if ((payload.data?.length ?? 0) < LARGE) return payload;
    const id = randomUUID();
    kept.set(id, payload);
    return { metadata: { encoding: text.to.encode(ENCODING) }, data: text.to.encode(id) };
  };
  const redeem = (payload: Payload): Payload =>
    payload.metadata?.encoding && text.from.decode(payload.metadata.encoding) === ENCODING
      ? kept.get(text.from.decode(payload.data!))!
      : payload;
  return {
    encode: async (payloads) => payloads.map(claim),
    decode: async (payloads) => payloads.map(redeem),
  };
}
