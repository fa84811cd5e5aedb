// How the cost of an answer grows with it: the compiled execution alone, with as many entities as are asked for,
// each of them completed by another subgraph.
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { saveSection } from './lib/results.mjs';
import { createGateway } from '../router/dist/execution/gateway.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const services = {
  lists: `${link} type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! }`,
  items: `${link} type Item @key(fields: "id") { id: ID! name: String! price: Int! inStock: Boolean }`,
};
const { supergraphSdl } = composeServices(
  Object.entries(services).map(([name, typeDefs]) => ({
    name,
    url: `http://${name}.test`,
    typeDefs: parse(typeDefs),
  })),
);
let texts = {};
const transport = { send: ({ subgraph }) => Promise.resolve(JSON.parse(texts[subgraph])) };
const gateway = createGateway({ supergraphSdl, execution: 'compiled', transport });
let schema;
gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
const { executor } = await gateway.load({ apollo: {} });
const document = parse('{ items { id name price inStock } }');
const context = {
  requestId: '',
  caller: { subject: undefined, scopes: new Set(), claims: {} },
  signal: new AbortController().signal,
  deadline: Infinity,
};
const request = {
  document,
  operation: document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION),
  request: { variables: {} },
  queryHash: 'items',
  schema,
  context,
};

const lines = [
  'The compiled execution alone, with entities that another subgraph completes, beside what `JSON.parse` and `JSON.stringify` take for',
  'as much. What grows faster than the number of entities is theirs too: caches that are too small, and the garbage collector.',
  '',
  '| entities | CPU ms | µs per entity | µs to parse and write as much JSON | ratio |',
  '|---:|---:|---:|---:|---:|',
];
for (const count of [100, 1_000, 10_000, 100_000, 1_000_000]) {
  const ids = Array.from({ length: count }, (_, index) => index);
  texts = {
    lists: JSON.stringify({ data: { items: ids.map((id) => ({ __typename: 'Item', id: `item-${id}` })) } }),
    items: JSON.stringify({
      data: { _entities: ids.map((id) => ({ name: `Item number ${id}`, price: id, inStock: true })) },
    }),
  };
  const runs = Math.max(3, Math.ceil(200_000 / count));
  let answer = Buffer.alloc(0);
  const best = await cheapest(runs, async () => {
    const { data, errors } = await executor(request);
    if (errors !== undefined || data.body.length < count * 40) throw new Error('Not the answer.');
    answer = data.body;
  });
  const parsed = JSON.parse(answer.toString());
  const least = await cheapest(runs, () => {
    for (const text of Object.values(texts)) JSON.parse(text);
    Buffer.from(JSON.stringify(parsed));
  });
  const each = (ms) => ((ms * 1_000) / count).toFixed(2);
  const ratio = (best / least).toFixed(1);
  lines.push(`| ${count} | ${best.toFixed(1)} | ${each(best)} | ${each(least)} | ${ratio} |`);
}
saveSection('Growth', lines);
await gateway.stop();

/** The least CPU time a run takes, in milliseconds. */
async function cheapest(runs, work) {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
