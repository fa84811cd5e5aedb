import { expect, it } from 'vitest';
import { readBody, readSearch } from './request.js';

const nested = (levels: number) => ({ v: JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown });

it.each(['variables', 'extensions'])('refuses %s that nest too deep for whoever walks them', (name) => {
  const message = `\`${name}\` must not nest deeper than 200 levels.`;
  expect(() => readBody({ query: '{ a }', [name]: nested(100_000) })).toThrow(message);
  const search = new URLSearchParams({
    query: '{ a }',
    [name]: `{"v":${'['.repeat(300)}${']'.repeat(300)}}`,
  });
  expect(() => readSearch(search)).toThrow(message);
});

it('takes what is as deep as any input may be', () => {
  const variables = nested(150);
  expect(readBody({ query: '{ a }', variables }).variables).toEqual(variables);
});
