import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { products, reviews, users } from './data.mjs';

const find = (list, key, value) => list.find((item) => item[key] === value) ?? null;

const resolvers = {
  accounts: {
    Query: {
      me: () => users[0],
      user: (_, { id }) => find(users, 'id', id),
      users: () => users,
    },
    User: { __resolveReference: ({ id }) => find(users, 'id', id) },
  },
  inventory: {
    Product: {
      __resolveReference: (sent) => ({ ...sent, inStock: find(products, 'upc', sent.upc)?.inStock }),
      shippingEstimate: ({ price, weight }) => (price > 1000 ? 0 : Math.round(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_, { first }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }) => find(products, 'upc', upc) },
  },
  reviews: {
    Query: { review: (_, { id }) => find(reviews, 'id', id) },
    Review: {
      author: ({ authorId }) => ({ id: authorId, username: find(users, 'id', authorId)?.username }),
      product: ({ upc }) => ({ upc }),
    },
    User: { reviews: ({ id }) => reviews.filter(({ authorId }) => authorId === id) },
    Product: { reviews: ({ upc }) => reviews.filter((review) => review.upc === upc) },
  },
};

export const names = Object.keys(resolvers);

export function typeDefsOf(name) {
  return parse(readFileSync(new URL(`./subgraphs/${name}.graphql`, import.meta.url), 'utf8'));
}

export function schemaOf(name) {
  return buildSubgraphSchema({ typeDefs: typeDefsOf(name), resolvers: resolvers[name] });
}
