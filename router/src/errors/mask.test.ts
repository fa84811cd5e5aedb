import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { maskError } from './mask.js';

const messageOf = (message: string, serviceName?: string) =>
  maskError(new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', serviceName } }), 'r').message;

it.each([
  ['There is no field "a". Did you mean "b" or "c"?', 'There is no field "a".'],
  [`${'x'.repeat(480)} Did you mean "secret" or "b"?`, 'x'.repeat(480)],
])('removes the suggestion of %s', (message, told) => {
  expect(messageOf(message)).toBe(told);
});

it('takes no longer for a message that repeats the start of a suggestion', () => {
  const message = 'Did you mean '.repeat(1_000_000);
  expect(messageOf(message)).toBe('');
  expect(messageOf(message, 'products')).toBe('A value in the request cannot be used.');
});
