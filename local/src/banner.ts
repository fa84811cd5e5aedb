import { join, relative } from 'node:path';
import { DEMO_PASSWORD } from './northwind/accounts.js';
import type { Supergraph } from './options.js';
import { serviceNames } from './services/names.js';

/** The text that `npm start` prints once all services answer. */
export function banner(supergraph: Supergraph, development: boolean): string {
  const { urls } = supergraph;
  const subgraphs = serviceNames()
    .filter((name) => name !== 'router')
    .map((name) => `${name} ${new URL(urls[name]).host}`);
  const dataDir = shortest(supergraph.dataDir);
  const explorer = development
    ? `Explorer    ${new URL('/', urls.router).href}`
    : 'Explorer    off in production (so is introspection)';
  return `
The supergraph is ready.

  GraphQL     ${urls.router}
  ${explorer}
  Subgraphs   ${subgraphs.join(' · ')}
  Data        ${dataDir} (logs in ${join(dataDir, 'logs')})

  ${accounts(supergraph)}

Paste this:

  curl -s ${urls.router} -H 'content-type: application/json' -d '{"query":"{ products(first: 3, sort: PRICE_DESC) { totalCount nodes { name price { amount currency } category { name } } } }"}'

Ctrl-C ends it.
`;
}

function accounts(supergraph: Supergraph): string {
  const { urls } = supergraph;
  const { JWT_JWKS_URL = urls.users, JWT_ISSUER } = supergraph.environmentOf('router');
  if (new URL(JWT_JWKS_URL).origin !== new URL(urls.users).origin)
    return `Accounts    those of ${JWT_ISSUER ?? JWT_JWKS_URL}`;
  return `Accounts    customer@demo.shop   staff@demo.shop   admin@demo.shop
              alfki@northwind.example, and so on for each of Northwind's 91 customers
  Password    ${DEMO_PASSWORD}`;
}

/** A path relative to the working directory if it is inside it, otherwise unchanged. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
