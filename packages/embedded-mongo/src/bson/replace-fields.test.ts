import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendItems } from './append-items.js';
import { decodeDocument, decodeFields, fieldNames } from './decode.js';
import type { Doc } from './document.js';
import { encodeDocument } from './encode.js';
import { replaceFields } from './replace-fields.js';

const NAMES = ['a', 'b', 'ab', 'ä', '__proto__', 'last'];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, 5, 2.5, 'text', 'ä'.repeat(30), true, new Date(0)),
  fc.array(fc.record({ a: fc.integer(), b: fc.string() }), { maxLength: 3 }),
);

const document = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), value), { selector: ([name]) => name })
  .map((fields): Doc => Object.fromEntries([['_id', 1], ...fields]));

it('replaces, removes and adds fields as if the whole document were written', () => {
  fc.assert(
    fc.property(document, document, fc.subarray(NAMES), (before, other, replaced) => {
      const isReplaced = ([name]: [string, unknown]): boolean => replaced.includes(name);
      const fresh = Object.entries(other).filter(isReplaced);
      const kept = Object.entries(before).filter(
        (field) => !isReplaced(field) || fresh.some(([name]) => name === field[0]),
      );
      const whole = Object.fromEntries([...kept, ...fresh]);

      const bytes = replaceFields(encodeDocument(before), fieldNames(replaced), Object.fromEntries(fresh));
      expect(bytes.equals(encodeDocument(whole))).toBe(true);
      expect(decodeDocument(bytes)).toEqual(whole);
      expect(decodeFields(bytes, fieldNames(replaced))).toEqual(Object.fromEntries(fresh));
    }),
  );
});

it('adds items to an array as if the whole document were written', () => {
  const items = fc.array(value, { maxLength: 12 });
  fc.assert(
    fc.property(items, items, (before, added) => {
      const document = (list: readonly unknown[]): Doc => ({ _id: 1, a: 'text', list, last: [0] });
      const bytes = appendItems(encodeDocument(document(before)), fieldNames(['list']), added);
      expect(bytes?.equals(encodeDocument(document([...before, ...added])))).toBe(true);
    }),
  );
});

it.each(['text', 'missing'])('adds no items to the field %s, which is no array', (name) => {
  const bytes = encodeDocument({ _id: 1, text: 'a', list: [] });
  expect(appendItems(bytes, fieldNames([name]), [1])).toBeUndefined();
});
