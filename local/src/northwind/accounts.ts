import { OPENED, type UserRecord } from './records.js';

/** The password of every account that the local stack makes. Nothing else makes accounts with it. */
export const DEMO_PASSWORD = 'supergraph-demo';

/** One account a role, to try the graph with. */
export function demoAccounts(): UserRecord[] {
  return [
    demoAccount('customer', 'Demo Customer', ['CUSTOMER']),
    demoAccount('staff', 'Demo Staff', ['STAFF']),
    demoAccount('admin', 'Demo Admin', ['ADMIN']),
  ];
}

function demoAccount(name: string, title: string, roles: UserRecord['roles']): UserRecord {
  return {
    type: 'user',
    id: `demo-${name}`,
    email: `${name}@demo.shop`,
    name: title,
    password: DEMO_PASSWORD,
    roles,
    defaultAddress: null,
    createdAt: OPENED,
  };
}
