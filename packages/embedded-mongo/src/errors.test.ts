import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MongoError } from './errors.js';

/** Most codes above this have no name in MongoDB. */
const NAMED = 1000;

it('every code that is answered has its name', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const codes = sources.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...text.matchAll(/MongoError\(\s*(\d+),/g)].map(([, code]) => Number(code));
  });
  const named = [...new Set(codes)].filter((code) => code < NAMED);
  expect(named.length).toBeGreaterThan(20);
  const unnamed = named.filter((code) => new MongoError(code, '').codeName.startsWith('Location'));
  expect(unnamed).toEqual([]);
});
