import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { describeProblems } from './answer.js';

it('tells an error of each subgraph and code where there are more than are told', () => {
  const errors = [
    ...Array.from({ length: 150 }, (_, index) => missing('products', ['orders', index, 'product'])),
    missing('users', ['me']),
  ];
  const { errors: told = [] } = describeProblems({ errors }, 'request');
  expect(told).toHaveLength(100);
  expect(told.map(({ path }) => path?.[0])).toContain('me');
});

function missing(serviceName: string, path: readonly (string | number)[]): GraphQLError {
  return new GraphQLError('A service this answer needs did not answer.', {
    path,
    extensions: { code: 'SERVICE_UNAVAILABLE', serviceName },
  });
}
