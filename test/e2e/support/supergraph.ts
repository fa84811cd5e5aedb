import { randomUUID } from 'node:crypto';
import { startSupergraph, type Supergraph, type SupergraphOptions } from '@supergraph/local';
import { inject } from 'vitest';

/** The part of a stack that a test file can know when it did not start it. */
export type SharedSupergraph = Pick<
  Supergraph,
  'url' | 'urls' | 'adminUrls' | 'mongoUri' | 'dataDir' | 'envelopeSecrets'
> & { readonly pids: ReturnType<Supergraph['pids']> };

/** The stack that all test files share, with Northwind in it. */
export async function sharedSupergraph(): Promise<SharedSupergraph> {
  const response = await fetch(inject('sharedSupergraphUrl'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as SharedSupergraph;
}

/** Starts a stack of the test's own, on free ports; on the MongoDB of TEST_MONGODB_URI when there is one. */
export function startTestSupergraph(options: SupergraphOptions = {}): Promise<Supergraph> {
  const mongoUri = testMongoUri();
  return startSupergraph({ ...(mongoUri === undefined ? {} : { mongoUri }), ...options });
}

function testMongoUri(): string | undefined {
  const server = process.env.TEST_MONGODB_URI;
  if (server === undefined || server === '') return undefined;
  const url = new URL(server);
  url.pathname = `/test-${randomUUID().slice(0, 8)}`;
  return url.href;
}
