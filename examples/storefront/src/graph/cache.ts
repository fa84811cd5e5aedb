import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import possibleTypes from '../generated/possible-types.ts';

/** `Product`, `Order` and `User` are stored under their ids. `Money` has no id and is stored inside its parent. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: possibleTypes.possibleTypes,
    typePolicies: {
      Query: {
        fields: {
          products: relayStylePagination(['filter', 'sort']),
          // The page of a product shows the fields that a list has loaded while it loads the others.
          product: {
            read: (found, { args, toReference }) =>
              found === undefined ? toReference({ __typename: 'Product', id: args?.id }) : found,
          },
        },
      },
      User: { fields: { orders: relayStylePagination(['filter']) } },
      Money: { keyFields: false, merge: true },
    },
  });
}
