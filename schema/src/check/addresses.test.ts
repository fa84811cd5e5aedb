import { expect, it } from 'vitest';
import { subgraph } from '../graph/subgraph.js';
import { tellAddresses } from './addresses.js';

const at = (name: string, url: string) =>
  subgraph({ name, url, file: 'x.graphql', sdl: 'type Query { x: Int }' });
const messages = (...states: Parameters<typeof tellAddresses>) =>
  tellAddresses(...states).map(({ message }) => message);

it('tells of an address that changed, and of nothing else', () => {
  const before = [at('orders', 'http://old.invalid'), at('users', 'http://users.invalid')];
  const after = [
    at('orders', 'http://new.invalid'),
    at('users', 'http://users.invalid'),
    at('stock', 'http://stock.invalid'),
  ];
  expect(messages(before, after)).toEqual([
    'orders is at http://new.invalid now, no longer at http://old.invalid: the router must be told.',
  ]);
});

it('tells of two subgraphs at one address', () => {
  const after = [at('orders', 'http://one.invalid'), at('users', 'http://one.invalid')];
  expect(messages(after, after)).toEqual(['users and orders are both at http://one.invalid.']);
});
