import { randomUUID } from 'node:crypto';
import { startSupergraph, type Supergraph, type SupergraphOptions, type Variables } from '@supergraph/local';
import { inject } from 'vitest';
import { startOnCopy } from './northwind.js';

/** The properties of a stack that are available to test files that did not start it. */
export type SharedSupergraph = Pick<
  Supergraph,
  'url' | 'urls' | 'adminUrls' | 'mongoUri' | 'dataDir' | 'envelopeSecrets'
> & {
  readonly pids: ReturnType<Supergraph['pids']>;
  /** The variables of the router's process, for another router on the same subgraphs. */
  readonly routerVariables: Variables;
};

/** The stack that the test files of this worker share. It contains Northwind. */
export const sharedSupergraph = () => askFor<SharedSupergraph>('stack');

const northwind = () => askFor<string>('northwind');

async function askFor<Found>(what: string): Promise<Found> {
  const response = await fetch(`${inject('sharedStacksUrl')}/${what}/${process.env.VITEST_POOL_ID ?? ''}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Found;
}

/**
 * Starts a stack for one test on free ports. It uses the MongoDB of TEST_MONGODB_URI if that is set.
 *
 * @param importedDir finds the data folder with Northwind, which is copied for a seeded stack
 */
export async function startTestSupergraph(
  options: SupergraphOptions = {},
  importedDir: () => Promise<string> = northwind,
): Promise<Supergraph> {
  const mongoUri = testMongoUri();
  if (mongoUri !== undefined) return startSupergraph({ mongoUri, ...options });
  return options.seed === false ? startSupergraph(options) : startOnCopy(await importedDir(), options);
}

function testMongoUri(): string | undefined {
  const server = process.env.TEST_MONGODB_URI;
  if (server === undefined || server === '') return undefined;
  const url = new URL(server);
  url.pathname = `/test-${randomUUID().slice(0, 8)}`;
  return url.href;
}
