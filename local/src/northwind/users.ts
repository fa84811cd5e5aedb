import { DEMO_PASSWORD } from './accounts.js';
import { customerId } from './ids.js';
import { OPENED, type UserRecord } from './records.js';
import type { CustomerRow, NorthwindRows } from './rows.js';

/** An account for each Northwind customer. */
export function customerAccounts({ customers }: NorthwindRows): UserRecord[] {
  return customers.map(toUser);
}

function toUser(row: CustomerRow): UserRecord {
  return {
    type: 'user',
    id: customerId(row.customer_id),
    email: `${row.customer_id.toLowerCase()}@northwind.example`,
    name: row.contact_name,
    password: DEMO_PASSWORD,
    roles: ['CUSTOMER'],
    defaultAddress: {
      recipient: row.company_name,
      street: row.address,
      city: row.city,
      region: row.region,
      postalCode: row.postal_code,
      country: row.country,
    },
    createdAt: OPENED,
  };
}
