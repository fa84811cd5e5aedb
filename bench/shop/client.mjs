// A client of the shop's router with a fixed number of connections.
import { Pool } from 'undici';

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { session { accessToken } errors { ... on UserError { message } } }
}`;

/** Signs in and keeps the token. @throws when an answer has errors */
export async function openClient(url, connections, credentials) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const ask = async (query, variables) => {
    const { body } = await pool.request({
      path,
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await body.json();
    if (errors !== undefined) throw new Error(`${query.slice(0, 60)}… ${JSON.stringify(errors)}`);
    return data;
  };
  const { signIn } = await ask(SIGN_IN, { input: credentials });
  if (signIn.session === null) throw new Error(`${credentials.email}: ${signIn.errors[0]?.message}`);
  headers.authorization = `Bearer ${signIn.session.accessToken}`;
  return {
    ask,
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
