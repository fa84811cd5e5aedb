import { expect, it } from 'vitest';
import { scopesOf } from './scopes.js';
import type { Role } from './user.js';

const staff = 'catalog:write inventory:read inventory:write orders:read orders:fulfil users:read users:write';

it.each<[Role[], string]>([
  [['CUSTOMER'], ''],
  [['STAFF'], staff],
  [['ADMIN'], `${staff} roles:write`],
  [['CUSTOMER', 'STAFF', 'ADMIN'], `${staff} roles:write`],
])('%j may %j', (roles, scopes) => {
  expect(scopesOf(roles).join(' ')).toBe(scopes);
});
