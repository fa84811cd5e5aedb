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

/** The scopes of each role. A user's own data needs no scope. */
const scopes: Readonly<Record<Role, readonly string[]>> = {
  CUSTOMER: [],
  STAFF: staff,
  ADMIN: [...staff, 'roles:write'],
};

export function scopesOf(roles: readonly Role[]): string[] {
  return [...new Set(roles.flatMap((role) => scopes[role]))];
}

/** Whether the scopes are those of an administrator, who may change accounts of staff. */
export function isAdministrator(granted: ReadonlySet<string>): boolean {
  return granted.has('roles:write');
}

/** Whether the scopes allow reading the email, roles and address of other users. */
export function seesEveryone(granted: ReadonlySet<string>): boolean {
  return granted.has('users:read');
}
