// Mercurius supports only Federation 1: each type has one owner, and the other subgraphs extend it.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import mercurius from '@mercuriusjs/gateway';

const owned = { accounts: ['User'], inventory: [], products: ['Product'], reviews: ['Review'] };

function schemaOf(name) {
  const text = readFileSync(new URL(`../scenario/subgraphs/${name}.graphql`, import.meta.url), 'utf8');
  return text
    .replace(/extend schema[\s\S]*?\n\n/, '')
    .replaceAll(' @shareable', '')
    .replace('type Query', 'extend type Query')
    .replace(/type (\w+) @key\(fields: "(\w+)"\) \{([^}]*)\}/g, (whole, type, key, fields) => {
      if (owned[name].includes(type)) return whole;
      const external = fields.replace(new RegExp(`(${key}: \\w+!)`), '$1 @external');
      return `extend type ${type} @key(fields: "${key}") {${external}}`;
    });
}

const app = Fastify();
await app.register(mercurius, {
  jit: 1,
  gateway: {
    services: Object.keys(owned).map((name) => ({
      name,
      url: `${process.env.SUBGRAPHS_URL}/${name}`,
      schema: schemaOf(name),
      connections: 128,
    })),
  },
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
