import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import possibleTypes from '../generated/possible-types.ts';

/** `Product`, `Order` and `User` are kept by their ids; amounts have none and belong to what they are the amount of. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: possibleTypes.possibleTypes,
    typePolicies: {
      Query: {
        fields: {
          products: relayStylePagination(['filter', 'sort']),
          // A product that a list has brought is shown at once, while its page loads the rest.
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
