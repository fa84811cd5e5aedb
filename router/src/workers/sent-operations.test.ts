import { expect, test } from 'vitest';
import { fromSent, mergeByRecency, takeUpTo, toSent, type SentOperation } from './sent-operations.js';

const variant = (subject: string) => ({
  caller: { subject, scopes: new Set(['read']), claims: { plan: 'gold' } },
  variables: { with: true },
  inParts: false,
});
const operation = (text: string, ...subjects: string[]): SentOperation =>
  toSent({ text, operationName: undefined, variants: subjects.map(variant) });

test('an operation arrives with its callers and conditions', () => {
  const recent = { text: '{ item }', operationName: 'Item', variants: [variant('ada')] };
  expect(fromSent(JSON.parse(JSON.stringify(toSent(recent))) as SentOperation)).toEqual(recent);
});

test('operations of several workers are merged, the most recent of each first, with all their variants', () => {
  const merged = mergeByRecency([
    [operation('a', 'ada'), operation('b')],
    [operation('c'), operation('d'), operation('a', 'bob')],
  ]);
  expect(merged).toEqual([operation('a', 'ada', 'bob'), operation('c'), operation('b'), operation('d')]);
});

test('a variant that several workers have is merged into one', () => {
  const merged = mergeByRecency([[operation('a', 'ada', 'bob')], [operation('a', 'bob', 'cy')]]);
  expect(merged).toEqual([operation('a', 'ada', 'bob', 'cy')]);
});

test('a merged operation has as many variants as one worker keeps, of the most recent', () => {
  const subjects = Array.from({ length: 24 }, (_, index) => `caller-${index}`);
  const merged = mergeByRecency([
    [operation('a', ...subjects.slice(0, 12))],
    [operation('a', ...subjects.slice(12))],
  ]);
  expect(merged).toEqual([operation('a', ...subjects.slice(0, 16))]);
});

test('only as many operations are sent as the size limit allows', () => {
  const operations = [operation('first'), operation('second'), operation('third')];
  const size = JSON.stringify(operations.slice(0, 2)).length - '[,]'.length;
  expect(takeUpTo(size, operations)).toEqual(operations.slice(0, 2));
  expect(takeUpTo(size - 1, operations)).toEqual(operations.slice(0, 1));
});
