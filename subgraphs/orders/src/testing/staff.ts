import type { Asker } from '@supergraph/service-kit/testing';

export const staff: Asker = {
  subject: 'staff',
  scopes: ['orders:read', 'orders:fulfil', 'catalog:write', 'inventory:read', 'inventory:write'],
};
