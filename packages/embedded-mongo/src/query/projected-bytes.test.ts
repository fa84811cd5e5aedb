import { Double, Long } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { compileProjection } from './compile-projection.js';
import { projectedBytes } from './projected-bytes.js';

const NAMES = ['_id', 'a', 'b', 'ab', 'ä', 'last'];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, 5, new Double(2), 2.5, Long.fromNumber(7), 'text', 'ä'.repeat(30), true, new Date(0)),
  fc.array(fc.record({ a: fc.integer(), b: fc.string() }), { maxLength: 3 }),
);
const document = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES.slice(1)), value), { selector: ([name]) => name })
  .map((fields): Doc => Object.fromEntries([['_id', 1], ...fields]));
const projection = fc
  .tuple(fc.subarray(NAMES, { minLength: 1 }), fc.constantFrom(true, false, 0, 1), fc.boolean())
  .map(([names, flag, keepsId]): Doc => ({
    ...Object.fromEntries(names.map((name) => [name, flag])),
    ...(names.length > 1 && names[0] === '_id' ? { _id: keepsId } : {}),
  }));

it('copies fields as if the document were decoded, projected and encoded', () => {
  fc.assert(
    fc.property(document, projection, (whole, spec) => {
      const copy = projectedBytes(spec)?.(encodeDocument(whole));
      expect(copy).toEqual(encodeDocument(compileProjection(spec, {})?.(whole) ?? {}));
    }),
  );
});

it.each([{}, { 'a.b': 1 }, { a: { b: 1 } }, { a: '$b' }, { a: { $slice: 1 } }, { 'a.$': 1 }])(
  'copies nothing for %j, which decodes documents or needs no copy',
  (spec) => {
    expect(projectedBytes(spec)).toBeUndefined();
  },
);
