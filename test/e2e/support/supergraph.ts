import { randomUUID } from 'node:crypto';
import { startSupergraph, type Supergraph, type SupergraphOptions } from '@supergraph/local';
import { inject } from 'vitest';

/** The properties of a stack that are available to test files that did not start it. */
export type SharedSupergraph = Pick<
  Supergraph,
  'url' | 'urls' | 'adminUrls' | 'mongoUri' | 'dataDir' | 'envelopeSecrets'
> & { readonly pids: ReturnType<Supergraph['pids']> };

/** The stack that all test files share. It contains Northwind. */
export async function sharedSupergraph(): Promise<SharedSupergraph> {
  const response = await fetch(inject('sharedSupergraphUrl'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as SharedSupergraph;
}

/** Starts a stack for one test on free ports. It uses the MongoDB of TEST_MONGODB_URI if that is set. */
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
