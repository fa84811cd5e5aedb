// Runs the subgraphs of this repository behind Hive Gateway from npm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { startSupergraph } from '../../local/dist/index.js';
import { useEnvelope } from './sign-envelope.mjs';

let stack;
let keys;
let supergraph;

before(async () => {
  stack = await startSupergraph();
  const list = readFileSync(new URL('../../schema/subgraphs.json', import.meta.url), 'utf8');
  keys = Object.keys(JSON.parse(list))
    .map((name) => `${name}=local:${stack.envelopeSecrets[`router-${name}`]}`)
    .join(',');
  supergraph = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8').replace(
    /@join__graph\(name: "(\w+)", url: "[^"]*"\)/g,
    (_, name) => `@join__graph(name: "${name}", url: "${stack.urls[name]}")`,
  );
});

after(() => stack?.stop());

async function ask(plugins, query) {
  const options = { supergraph, logging: false, maskedErrors: false };
  const gateway = createGatewayRuntime({ ...options, plugins: () => plugins });
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = await response.json();
  await gateway[Symbol.asyncDispose]();
  return answer;
}

test('a signed request is answered', async () => {
  const { data, errors } = await ask([useEnvelope({ keys })], '{ products(first: 2) { nodes { name } } }');
  assert.equal(errors, undefined);
  assert.equal(data.products.nodes.length, 2);
});

test('a request without an envelope is refused', async () => {
  const { data, errors } = await ask([], '{ products(first: 2) { nodes { name } } }');
  assert.equal(data?.products ?? null, null);
  assert.ok(errors.length > 0);
});

test('the caller that the gateway vouches for is the one that subgraphs know', async () => {
  const callerOf = () => ({ subject: 'nw-customer-savea', scopes: new Set(['customer']) });
  const { data } = await ask([useEnvelope({ keys, callerOf })], '{ me { id } }');
  assert.equal(data.me.id, 'nw-customer-savea');
});

test('the subgraphs refuse what the gateway does not', async () => {
  const { data, errors } = await ask(
    [useEnvelope({ keys })],
    '{ products(first: 1) { nodes { name inventory { available } } } }',
  );
  assert.ok(errors.length > 0);
  assert.equal(data?.products?.nodes[0]?.inventory ?? null, null);
});
