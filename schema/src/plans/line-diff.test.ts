import { expect, it } from 'vitest';
import { lineDiff } from './line-diff.js';

it('shows what went and what came, below the line it follows', () => {
  expect(lineDiff('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n')).toEqual(['  a', '- b', '+ x', '  d', '+ e']);
});

it('shows nothing for equal texts', () => {
  expect(lineDiff('a\nb', 'a\nb\n')).toEqual([]);
});
