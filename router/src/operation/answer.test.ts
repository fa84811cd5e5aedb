import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { createLogger } from '@supergraph/service-kit/service';
import { describeProblems } from './answer.js';
import { reportErrors } from './handle.js';

it('tells an error of each subgraph and code where there are more than are told', () => {
  const errors = [
    ...Array.from({ length: 150 }, (_, index) => missing('products', ['orders', index, 'product'])),
    missing('users', ['me']),
  ];
  const { errors: told = [] } = describeProblems({ errors }, 'request');
  expect(told).toHaveLength(100);
  expect(told.map(({ path }) => path?.[0])).toContain('me');
});

it('logs one failure once, however many fields are missing because of it', () => {
  const lines: string[] = [];
  const logger = createLogger(
    { service: 'router', level: 'error' },
    { write: (line) => void lines.push(line) },
  );
  const fault = (path: string) =>
    new GraphQLError('no "shelf"', {
      path: [path],
      extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'b' },
    });
  const cause = new Error('down');
  const failed = (path: string) =>
    new GraphQLError('failed', {
      path: [path],
      originalError: cause,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  reportErrors([fault('x'), fault('y'), failed('x'), failed('y')], 'request', logger);
  expect(lines.map((line) => (JSON.parse(line) as { path: unknown }).path)).toEqual([['x'], ['x']]);
});

function missing(serviceName: string, path: readonly (string | number)[]): GraphQLError {
  return new GraphQLError('A service this answer needs did not answer.', {
    path,
    extensions: { code: 'SERVICE_UNAVAILABLE', serviceName },
  });
}
