import { expect, it } from 'vitest';
import { diffProtection } from './protection.js';

const sdl = (scopes: string) => `type Query { x: Int @requiresScopes(scopes: ${scopes}) }`;

it.each([
  ['[]', 'scopes [] → scopes read'],
  ['[[]]', '@authenticated → scopes read'],
])('says what scopes there were where there are none: %s', (scopes, text) => {
  expect(diffProtection(sdl(scopes), sdl('[["read"]]'))).toMatchObject([{ text }]);
});

it('takes an empty set of scopes for @authenticated', () => {
  expect(diffProtection(sdl('[[]]'), 'type Query { x: Int @authenticated }')).toEqual([]);
  expect(diffProtection(sdl('[["read"], []]'), sdl('[[]]'))).toEqual([]);
});
