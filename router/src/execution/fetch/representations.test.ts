import fc from 'fast-check';
import { expect, it } from 'vitest';
import { constantOf } from '../output.js';
import { Representations } from './representations.js';

const soles = ['Item', 'Other'].map((type) => ({
  field: 'id',
  before: constantOf(`{"__typename":"${type}","id":`),
  after: constantOf('}'),
}));

it('gives equal keys of one type one number, in the order in which they came', () => {
  const keys = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(1)), { maxLength: 200 });
  fc.assert(
    fc.property(keys, (list) => {
      const representations = new Representations();
      const distinct: string[] = [];
      for (const [id, type] of list) {
        const text = JSON.stringify({ __typename: type === 0 ? 'Item' : 'Other', id });
        if (!distinct.includes(text)) distinct.push(text);
        expect(representations.add(id, soles[type])).toBe(distinct.indexOf(text));
      }
      expect(JSON.parse(representations.toJson())).toEqual(distinct.map((text): unknown => JSON.parse(text)));
    }),
  );
});

it('stays distinct as it grows, and so does a copy of which nothing goes back', () => {
  const representations = new Representations();
  const [sole] = soles;
  for (let id = 0; id < 5_000; id++) expect(representations.add(`item-${id}`, sole)).toBe(id);
  const copy = representations.copy();
  for (let id = 0; id < 5_000; id++) expect(copy.add(`item-${id}`, sole)).toBe(id);
  expect(copy.add('another', sole)).toBe(5_000);
  expect(representations.length).toBe(5_000);
});

it('tells a text from a key that is the same text', () => {
  const representations = new Representations();
  expect(representations.add('"1"', undefined)).toBe(0);
  expect(representations.add('"1"', soles[0])).toBe(1);
  expect(JSON.parse(representations.toJson())).toEqual(['1', { __typename: 'Item', id: '"1"' }]);
});
