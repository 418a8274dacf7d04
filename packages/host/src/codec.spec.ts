import { defaultPayloadConverter } from '@temporalio/common';
import { randomBytes } from 'node:crypto';
import { createCodec, parsePayloadKeys, type PayloadStore } from './codec.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

class RecordingStore implements PayloadStore {
  readonly kept = new Map<string, Uint8Array>();
  reads = 0;
  put = async (hash: string, data: Uint8Array) => void this.kept.set(hash, data);
  get = async (hash: string) => {
    this.reads++;
    return this.kept.get(hash);
  };
}

const bytes = (payloads: { data?: Uint8Array | null; metadata?: { [key: string]: Uint8Array } | null }[]) =>
  Buffer.concat(
    payloads.flatMap(({ data, metadata }) => [data ?? new Uint8Array(), ...Object.values(metadata ?? {})]),
  ).toString('latin1');

describe('payload codec', () => {
  const secret = { pupil: 'Ivanova Maria', score: 3 };

  it('gives back what it encoded and leaves nothing readable on the way', async () => {
    const codec = createCodec({ keys: parsePayloadKeys(key('a')) });
    const encoded = await codec.encode([defaultPayloadConverter.toPayload(secret)]);
    expect(bytes(encoded)).not.toContain('Ivanova');
    expect(defaultPayloadConverter.fromPayload((await codec.decode(encoded))[0]!)).toEqual(secret);
  });

  it('reads payloads of an older key after rotation and writes with the new one', async () => {
    const [old, fresh] = [key('old'), key('new')];
    const before = await createCodec({ keys: parsePayloadKeys(old) }).encode([
      defaultPayloadConverter.toPayload(secret),
    ]);
    const rotated = createCodec({ keys: parsePayloadKeys(`${fresh},${old}`) });
    expect(defaultPayloadConverter.fromPayload((await rotated.decode(before))[0]!)).toEqual(secret);
    const after = await rotated.encode([defaultPayloadConverter.toPayload(secret)]);
    await expect(createCodec({ keys: parsePayloadKeys(old) }).decode(after)).rejects.toThrow(
      /key "new".*does not have/,
    );
  });

  it('refuses a payload that was changed on the way', async () => {
    const codec = createCodec({ keys: parsePayloadKeys(key('a')) });
    const [payload] = await codec.encode([defaultPayloadConverter.toPayload(secret)]);
    payload!.data![payload!.data!.length - 1]! ^= 1;
    await expect(codec.decode([payload!])).rejects.toThrow();
  });

  it('keeps equal large payloads once in the store, encrypted, and fetches them once', async () => {
    const keys = parsePayloadKeys(key('a'));
    const store = new RecordingStore();
    const large = { text: randomBytes(8000).toString('hex'), pupil: 'Ivanova' };
    const writer = createCodec({ keys, store });
    const [first] = await writer.encode([defaultPayloadConverter.toPayload(large)]);
    const [second] = await writer.encode([defaultPayloadConverter.toPayload(large)]);
    expect(first!.data).toHaveLength(0);
    expect(second).toEqual(first);
    expect(
      [...store.kept.values()].map((data) => Buffer.from(data).toString('latin1')).join(''),
    ).not.toContain('Ivanova');
    expect(store.kept.size).toBe(1);
    const reader = createCodec({ keys, store });
    expect(defaultPayloadConverter.fromPayload((await reader.decode([first!]))[0]!)).toEqual(large);
    await reader.decode([second!]);
    expect(store.reads).toBe(1);
  });

  it('leaves payloads of others as they are', async () => {
    const plain = defaultPayloadConverter.toPayload('plain');
    expect(await createCodec({ keys: parsePayloadKeys(key('a')) }).decode([plain])).toEqual([plain]);
  });

  it.each([
    ['a:c2hvcnQ=', /entry 1: expected .* 32 bytes in base64, found 5 bytes/],
    ['nonsense', /entry 1: .* found no id/],
  ])('refuses the keys %s and says what is wrong', (setting, message) => {
    expect(() => parsePayloadKeys(setting)).toThrow(message);
  });
});
