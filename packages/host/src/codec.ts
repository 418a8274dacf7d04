import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Where large payloads are kept; what it is given is encrypted. */
export interface PayloadStore {
  put(hash: string, data: Uint8Array): Promise<void>;
  get(hash: string): Promise<Uint8Array | undefined>;
}

/** Keys of a codec: the first encrypts, all decrypt. */
export interface PayloadKeys {
  current: string;
  byId: ReadonlyMap<string, Buffer>;
}

/** How a codec is set. */
export interface CodecOptions {
  keys: PayloadKeys;
  store?: PayloadStore;
  /** Encrypted bytes above which a payload goes into the store; 4096 unless stated. */
  claimAbove?: number;
  /** Decoded bytes kept in memory, so that a model is fetched and decrypted once; 32 MB unless stated. */
  cacheBytes?: number;
}

const encrypted = 'binary/opora-encrypted';
const claim = 'binary/opora-claim';
const compressAbove = 512;
const text = new TextEncoder();
const readable = new TextDecoder();
const { Payload: PayloadProto } = proto.temporal.api.common.v1;

/**
 * Reads keys from the text of `OPORA_PAYLOAD_KEYS`: `id:base64,id:base64`, 32 bytes each, the first is current.
 * To rotate put a new key in front and keep the old ones for as long as histories and payloads last.
 */
export function parsePayloadKeys(setting: string): PayloadKeys {
  const byId = new Map<string, Buffer>();
  for (const [index, part] of setting.split(',').entries()) {
    const split = part.indexOf(':');
    const id = part.slice(0, split).trim();
    const key = Buffer.from(part.slice(split + 1).trim(), 'base64');
    if (split < 1 || key.length !== 32) {
      throw new Error(
        `OPORA_PAYLOAD_KEYS, entry ${index + 1}: expected "id:" and 32 bytes in base64, found ${split < 1 ? 'no id' : `${key.length} bytes`}.`,
      );
    }
    if (byId.has(id))
      throw new Error(
        `OPORA_PAYLOAD_KEYS, entry ${index + 1}: the id "${id}" stands twice; give every key its own.`,
      );
    byId.set(id, key);
  }
  const [current] = byId.keys();
  return { current: current!, byId };
}

/** Makes the codec that keeps data of cases unreadable in Temporal (AES-256-GCM) and histories short (claim check by content hash). */
export function createCodec(options: CodecOptions): PayloadCodec {
  return new CasePayloadCodec(options);
}

class CasePayloadCodec implements PayloadCodec {
  private readonly claimAbove: number;
  private readonly decoded: ByteCache;
  /** Hashes that the store is known to have. */
  private readonly stored = new Map<string, true>();

  constructor(private readonly options: CodecOptions) {
    this.claimAbove = options.claimAbove ?? 4096;
    this.decoded = new ByteCache(options.cacheBytes ?? 32 * 1024 * 1024);
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.encodeOne(payload)));
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.decodeOne(payload)));
  }

  private async encodeOne(payload: Payload): Promise<Payload> {
    const plain = PayloadProto.encode(payload).finish();
    const { store } = this.options;
    // Compression tells little of what is above the limit; hashing what is surely below would be waste.
    if (store && plain.length > this.claimAbove) {
      const hash = createHash('sha256').update(plain).digest('base64url');
      if (this.stored.has(hash)) return claimed(hash);
      const sealed = this.seal(plain);
      if (sealed.data.length <= this.claimAbove) return sealedPayload(sealed);
      await store.put(hash, PayloadProto.encode(sealedPayload(sealed)).finish());
      this.remember(hash);
      this.decoded.put(hash, plain);
      return claimed(hash);
    }
    return sealedPayload(this.seal(plain));
  }

  private async decodeOne(payload: Payload): Promise<Payload> {
    switch (metadata(payload, 'encoding')) {
      case encrypted:
        return PayloadProto.decode(this.open(payload));
      case claim:
        return PayloadProto.decode(await this.fetch(metadata(payload, 'hash') ?? ''));
      default:
        return payload;
    }
  }

  private async fetch(hash: string): Promise<Uint8Array> {
    const kept = this.decoded.get(hash);
    if (kept) return kept;
    const { store } = this.options;
    const data = await store?.get(hash);
    if (!data)
      throw new Error(
        `Payload ${hash}: expected it in ${store ? 'the table payloads' : 'a payload store, but none is set'}, found nothing. Was the database restored from an older copy than Temporal's?`,
      );
    const plain = this.open(PayloadProto.decode(data));
    this.decoded.put(hash, plain);
    this.remember(hash);
    return plain;
  }

  private seal(plain: Uint8Array): Sealed {
    const { current, byId } = this.options.keys;
    const compressed = plain.length > compressAbove ? deflateRawSync(plain, { level: 1 }) : plain;
    const smaller = compressed.length < plain.length;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', byId.get(current)!, iv);
    cipher.setAAD(text.encode(current));
    const body = cipher.update(smaller ? compressed : plain);
    return {
      keyId: current,
      compressed: smaller,
      data: Buffer.concat([iv, body, cipher.final(), cipher.getAuthTag()]),
    };
  }

  private open(payload: Payload): Uint8Array {
    const keyId = metadata(payload, 'key') ?? '';
    const key = this.options.keys.byId.get(keyId);
    if (!key)
      throw new Error(
        `A payload is encrypted with the key "${keyId}", which OPORA_PAYLOAD_KEYS does not have (found ${[...this.options.keys.byId.keys()].join(', ')}); add it after the current one.`,
      );
    const data = Buffer.from(payload.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
    decipher.setAAD(text.encode(keyId));
    decipher.setAuthTag(data.subarray(-16));
    const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
    return metadata(payload, 'compressed') ? inflateRawSync(plain) : plain;
  }

  private remember(hash: string): void {
    if (this.stored.size >= 10_000) this.stored.delete(this.stored.keys().next().value!);
    this.stored.set(hash, true);
  }
}

interface Sealed {
  keyId: string;
  compressed: boolean;
  data: Buffer;
}

const sealedPayload = ({ keyId, compressed, data }: Sealed): Payload => ({
  metadata: {
    encoding: text.encode(encrypted),
    key: text.encode(keyId),
    ...(compressed && { compressed: text.encode('deflate') }),
  },
  data,
});

const claimed = (hash: string): Payload => ({
  metadata: { encoding: text.encode(claim), hash: text.encode(hash) },
  data: new Uint8Array(),
});

const metadata = (payload: Payload, name: string): string | undefined => {
  const value = payload.metadata?.[name];
  return value ? readable.decode(value) : undefined;
};

/** Keeps the most recently used contents up to a number of bytes. */
class ByteCache {
  private readonly entries = new Map<string, Uint8Array>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  get(key: string): Uint8Array | undefined {
    const found = this.entries.get(key);
    if (found) {
      this.entries.delete(key);
      this.entries.set(key, found);
    }
    return found;
  }

  put(key: string, value: Uint8Array): void {
    if (value.length > this.limit / 4 || this.entries.has(key)) return;
    this.entries.set(key, value);
    this.bytes += value.length;
    for (const [oldest, { length }] of this.entries) {
      if (this.bytes <= this.limit) return;
      this.entries.delete(oldest);
      this.bytes -= length;
    }
  }
}
