import { OPENED, type UserRecord } from './records.js';

/** The password of all accounts that the local stack creates. Nothing else creates accounts with it. */
export const DEMO_PASSWORD = 'supergraph-demo';

/** One demo account for each role. */
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
