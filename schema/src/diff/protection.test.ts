import { expect, it } from 'vitest';
import { diffProtection } from './protection.js';

const sdl = (scopes: string) => `type Query { x: Int @requiresScopes(scopes: ${scopes}) }`;

it.each([
  ['[]', 'scopes [] → scopes read'],
  ['[[]]', 'scopes [[]] → scopes read'],
])('says what scopes there were where there are none: %s', (scopes, text) => {
  expect(diffProtection(sdl(scopes), sdl('[["read"]]'))).toMatchObject([{ text }]);
});
