import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseKeyRings } from '../envelope/key-rings.js';
import { ENVELOPE_HEADER } from '../envelope/signer.js';
import { createEnvelopeVerifier } from '../envelope/verifier.js';
import { badUserInput } from '../errors.js';
import { createLogger } from '../logger.js';
import { secret, signRequest } from '../testing/asking.js';
import { createSubgraphServer } from './server.js';

const typeDefs = parse(
  'type Query { works: String breaks: String refuses: String waits: String hangs: String }',
);
const resolvers = {
  Query: {
    works: () => 'done',
    breaks: () => {
      throw new Error('E11000 duplicate key on db.example:27017');
    },
    refuses: () => {
      throw badUserInput('Give a smaller number.');
    },
    waits: () => sleep(300, 'done'),
    hangs: () => {
      client.abort();
      return new Promise(() => undefined);
    },
  },
};

/** Disconnects when its request has begun. */
const client = new AbortController();

describe('the requests of a subgraph', () => {
  let registry: Registry;
  let url: string;
  let close: () => Promise<unknown>;

  beforeEach(async () => {
    registry = new Registry();
    const server = await createSubgraphServer({
      typeDefs,
      resolvers,
      envelope: createEnvelopeVerifier({
        audience: 'test',
        rings: parseKeyRings(`router=k1:${secret}`),
      }),
      logger: createLogger({ service: 'test', level: 'silent' }),
      registry,
      createContext: (caller, logger) => ({ caller, logger }),
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`;
    close = () => {
      const closed = server.close();
      // After a disconnection the client keeps another connection open, without a request, for four seconds.
      server.server.closeAllConnections();
      return closed;
    };
  });

  afterEach(() => close());

  const send = (query: string, options: { headers?: object; signal?: AbortSignal } = {}) => {
    const { body, headers } = signRequest('test', query, {}, {});
    return fetch(url, { method: 'POST', body, ...options, headers: { ...headers, ...options.headers } });
  };

  /** The number of requests with each outcome that occurred. */
  async function counts(): Promise<Readonly<Record<string, number>>> {
    const text = await registry.getSingleMetricAsString('subgraph_request_seconds');
    const lines = [...text.matchAll(/_count\{outcome="(\w+)"\} (\d+)$/gm)];
    expect(lines.map(([, outcome]) => outcome)).toEqual(['answered', 'failed', 'refused', 'left']);
    return Object.fromEntries(
      lines.map(([, outcome = '', count]) => [outcome, Number(count)] as const).filter(([, n]) => n > 0),
    );
  }

  it.each([
    ['answered', '{ works }', {}],
    ['answered', '{ refuses }', {}],
    ['failed', '{ works breaks }', {}],
    ['refused', '{ unknown }', {}],
    ['refused', '{ works }', { [ENVELOPE_HEADER]: 'forged' }],
    ['refused', '{ works }', { 'content-type': 'text/plain' }],
  ])('count as %s: %s with the headers %o', async (outcome, query, headers) => {
    await (await send(query, { headers })).text();
    await expect.poll(counts).toEqual({ [outcome]: 1 });
  });

  it('count as left when the caller disconnects before the answer', async () => {
    await expect(send('{ hangs }', { signal: client.signal })).rejects.toThrow();
    await expect.poll(counts).toEqual({ left: 1 });
  });

  it('are timed until their answer', async () => {
    await (await send('{ waits }')).text();
    await expect.poll(counts).toEqual({ answered: 1 });
    const text = await registry.getSingleMetricAsString('subgraph_request_seconds');
    expect(text).toContain('_bucket{le="0.25",outcome="answered"} 0');
    expect(text).toContain('_bucket{le="10",outcome="answered"} 1');
  });
});
