// The project's own subgraphs with Northwind data, behind a recorder. Every gateway sends anonymous requests. The
// recorder adds the envelope of a customer, so that gateways without envelopes can be compared.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { DEMO_PASSWORD, startSupergraph } from '../../local/dist/index.js';
import {
  createEnvelopeSigner,
  ENVELOPE_HEADER,
  parseKeyRings,
} from '../../packages/service-kit/dist/index.js';
import { stripAuthorization } from '../../router/dist/authorization/strip.js';
import { serveRecorded } from '../lib/recorded.mjs';

/** The Northwind customer with the most orders. */
const CUSTOMER = 'nw-customer-savea';
const port = Number(process.env.PORT);
const names = Object.keys(
  JSON.parse(readFileSync(new URL('../../schema/subgraphs.json', import.meta.url), 'utf8')),
);
const stack = await startSupergraph();
let isEnding = false;
process.on('SIGTERM', () => {
  if (isEnding) return;
  isEnding = true;
  void stack.stop().then(() => process.exit(0));
});

const rings = parseKeyRings(
  names.map((name) => `${name}=local:${stack.envelopeSecrets[`router-${name}`]}`).join(','),
);
const signer = createEnvelopeSigner({ issuer: 'router', rings });
const caller = await customer();

serveRecorded(
  port,
  async (path, body) => {
    const audience = path.slice(1);
    const response = await fetch(stack.urls[audience], {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [ENVELOPE_HEADER]: signer.sign({ audience, body, caller, requestId: randomUUID() }),
      },
      body,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (JSON.parse(bytes).errors !== undefined) console.error(path, body, bytes.toString());
    return bytes;
  },
  { '/supergraph': supergraph },
);

async function customer() {
  const { signIn } = await ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { session { accessToken } } }',
    { input: { email: 'customer@demo.shop', password: DEMO_PASSWORD } },
  );
  const [, claims] = signIn.session.accessToken.split('.');
  const { scope = '' } = JSON.parse(Buffer.from(claims, 'base64url'));
  return { subject: CUSTOMER, scopes: new Set(scope.split(' ').filter(Boolean)) };
}

async function ask(query, variables) {
  const response = await fetch(stack.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** The committed supergraph with local addresses, and without the authorization that only this router understands. */
function supergraph() {
  const sdl = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  const here = sdl.replace(
    /@join__graph\(name: "(\w+)", url: "[^"]*"\)/g,
    (_whole, name) => `@join__graph(name: "${name}", url: "http://127.0.0.1:${port}/${name}")`,
  );
  return stripAuthorization(parse(here));
}
