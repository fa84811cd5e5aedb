import type { Role } from './user.js';

const staff = [
  'catalog:write',
  'inventory:read',
  'inventory:write',
  'orders:read',
  'orders:fulfil',
  'users:read',
  'users:write',
];

/** The scopes that each role gives an access token. A user's own data needs no scope. */
const scopes: Readonly<Record<Role, readonly string[]>> = {
  CUSTOMER: [],
  STAFF: staff,
  ADMIN: [...staff, 'roles:write'],
};

export function scopesOf(roles: readonly Role[]): string[] {
  return [...new Set(roles.flatMap((role) => scopes[role]))];
}

/** Whether someone with these scopes is an administrator, who may act on accounts of staff. */
export function isAdministrator(granted: ReadonlySet<string>): boolean {
  return granted.has('roles:write');
}

/** Whether someone with these scopes may see the email, roles and address of others. */
export function seesEveryone(granted: ReadonlySet<string>): boolean {
  return granted.has('users:read');
}
