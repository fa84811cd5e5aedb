// A client of the shop's router with a fixed number of connections.
import { Pool } from 'undici';
import { LARGEST_CUSTOMER } from './data.mjs';

/** Variables of a router that refuses no request of a benchmark. */
export const UNLIMITED = { RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_REQUESTS: '0' };

export const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { session { accessToken } errors { ... on UserError { message } } }
}`;

/** The clients that the registered queries are sent by: the customer with the most orders, and staff. */
export async function openClients(url, connections) {
  const [customer, staff] = await Promise.all([
    openClient(url, connections, {
      email: `${LARGEST_CUSTOMER}@growth.example`,
      password: 'growth-benchmark',
    }),
    openClient(url, connections, { email: 'staff@demo.shop', password: 'supergraph-demo' }),
  ]);
  return { customer, staff };
}

/** Signs in and keeps the token. @throws when an answer has errors */
export async function openClient(url, connections, credentials) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const send = (query, variables, more) =>
    pool.request({
      path,
      method: 'POST',
      headers: { ...headers, ...more },
      body: JSON.stringify({ query, variables }),
    });
  const ask = async (query, variables) => {
    const { body } = await send(query, variables);
    const { data, errors } = await body.json();
    if (errors !== undefined) throw new Error(`${query.slice(0, 60)}… ${JSON.stringify(errors)}`);
    return data;
  };
  const { signIn } = await ask(SIGN_IN, { input: credentials });
  if (signIn.session === null) throw new Error(`${credentials.email}: ${signIn.errors[0]?.message}`);
  headers.authorization = `Bearer ${signIn.session.accessToken}`;
  return {
    ask,
    /** @returns the size of the answer as it was sent, and its coding */
    async receive(query, variables, coding) {
      const { body, headers: answered } = await send(query, variables, { 'accept-encoding': coding });
      const { byteLength } = await body.arrayBuffer();
      return { bytes: byteLength, coding: answered['content-encoding'] ?? 'identity' };
    },
    /** Sends `count` requests over all connections. @returns the time of each in milliseconds */
    async run(count, request) {
      const times = [];
      let next = 0;
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (next < count) {
            const at = next++;
            const started = performance.now();
            await request(at);
            times.push(performance.now() - started);
          }
        }),
      );
      return times;
    },
    close: () => pool.close(),
  };
}
