import { createDatabase } from '@opora/local/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { JsonbArray } from './jsonb-array.ts';

let client: pg.Client;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await createDatabase();
  drop = made.drop;
  client = new pg.Client({ connectionString: made.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await drop();
});

const read = async (array: JsonbArray): Promise<unknown> =>
  (await client.query('select $1::jsonb as value', [array.take()])).rows[0].value;

describe('an array of jsonb values', () => {
  it('comes into PostgreSQL as it was added, however long, and begins anew when taken', async () => {
    const array = new JsonbArray();
    expect(await read(array)).toEqual([]);
    const rows = Array.from({ length: 3000 }, (_, row) => ({
      row,
      raw: ['Школа № 1 «Ёлка»', '45 %', '😀'],
      key: null,
    }));
    for (const row of rows) array.add(row);
    expect(await read(array)).toEqual(rows);
    array.add('last');
    expect(await read(array)).toEqual(['last']);
    expect(await read(array)).toEqual([]);
  });

  it('replaces what jsonb refuses', async () => {
    const array = new JsonbArray();
    array.add({ text: 'a\u0000b' });
    expect(await read(array)).toEqual([{ text: 'a\ufffdb' }]);
  });
});
