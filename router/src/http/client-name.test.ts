import { expect, it } from 'vitest';
import { readClientName } from './client-name.js';

it.each<[string, Record<string, string>, string | undefined]>([
  [
    'its name and version',
    { 'apollographql-client-name': 'web', 'apollographql-client-version': '1.2' },
    'web 1.2',
  ],
  [
    'the headers of other clients',
    { 'graphql-client-name': 'shop', 'graphql-client-version': '2' },
    'shop 2',
  ],
  ['its name alone', { 'apollographql-client-name': 'web', 'user-agent': 'Mozilla/5.0' }, 'web'],
  ['its user agent', { 'user-agent': 'Mozilla/5.0' }, 'Mozilla/5.0'],
  [
    'its user agent where the name is empty',
    { 'apollographql-client-name': '', 'user-agent': 'curl' },
    'curl',
  ],
  ['nothing', {}, undefined],
  ['too much', { 'user-agent': 'a'.repeat(5_000) }, 'a'.repeat(200)],
])('a client that sends %s', (_case, headers, name) => {
  expect(readClientName(headers)).toBe(name);
});
