import { createLogger } from '@supergraph/service-kit/service';
import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { reportErrors } from './handle.js';

it.each([
  ['quoted values', 'got "HUNTER2" and "a\\"b\\nHUNTER2"', 'got "…" and "…"'],
  ['a value that is cut off', 'got "HUNTER2', 'got "…"'],
  ['very many quotes in a value that is cut off', `got "${'\\"'.repeat(10_000_000)}`, 'got "…"'],
])('the log of a masked error does not have %s', (_what, message, logged) => {
  const lines: string[] = [];
  const logger = createLogger(
    { service: 'test', level: 'error' },
    { write: (line) => void lines.push(line) },
  );
  reportErrors([new GraphQLError(message)], 'r', logger);
  expect(lines.map((line) => (JSON.parse(line) as { err: { message: string } }).err.message)).toEqual([
    logged,
  ]);
});
