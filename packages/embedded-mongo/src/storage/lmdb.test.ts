import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Environment, openEnvironment, scan } from './lmdb.js';

let dir: string;
let environment: Environment;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lmdb-'));
  environment = openEnvironment(dir, false);
});
afterAll(async () => {
  await environment.root.close();
  rmSync(dir, { recursive: true });
});

test('bounds longer than any key lie where they belong', () => {
  const { documents: table } = environment;
  const keys = ['a', 'x'.repeat(3_900), 'xy', 'z'].map((key) => Buffer.from(key));
  for (const key of keys) table.putSync(key, key);
  const long = Buffer.from('x'.repeat(100_000));
  const found = (start: Buffer, end: Buffer) =>
    [...scan(environment, 'documents', { start, end })].map(({ key }) => key.toString());

  expect(table.get(long)).toBeUndefined();
  expect(found(long, Buffer.from('~'))).toEqual(['xy', 'z']);
  expect(found(Buffer.from('a'), long)).toEqual(['a', 'x'.repeat(3_900)]);
});
