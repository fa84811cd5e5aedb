import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { createLogger } from '@supergraph/service-kit/service';
import { parse } from 'graphql';
import type { Policy } from '../authorization/grants.js';
import { readRouterConfig } from '../config.js';
import { openLocalPlanner } from '../planning/local-planner.js';
import type { OpenPlanner } from '../planning/planner.js';
import { startRouter } from '../server.js';
import { startIssuer, type TestIssuer } from './issuer.js';
import { startSubgraph, type SubgraphDescription, type TestSubgraph } from './subgraph.js';

export interface TestRouterOptions {
  readonly subgraphs: Readonly<Record<string, SubgraphDescription>>;
  /** Variables of the router, beside those for the test's own subgraphs and issuer. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly policies?: ReadonlyMap<string, Policy>;
  /** Default: the planner of the test's own thread. */
  readonly openPlanner?: OpenPlanner;
}

/** The answer that a client got. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions?: Readonly<Record<string, unknown>>;
    }[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
}

export interface TestRouter {
  readonly url: string;
  readonly adminUrl: string;
  readonly issuer: TestIssuer;
  readonly log: string[];
  /** The file from which the router reads its supergraph. */
  readonly supergraphPath: string;
  subgraph(name: string): TestSubgraph;
  /** Sends one query by POST; without a query when an id replaces it. */
  ask(query: string | undefined, options?: AskOptions): Promise<TestAnswer>;
  /** The number of requests that the subgraphs received while `work` ran. */
  countRequests(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  /** The claims of a valid token to send. */
  readonly as?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts subgraphs, an issuer and a router over them, on free ports. */
export async function startTestRouter(options: TestRouterOptions): Promise<TestRouter> {
  const directory = await mkdtemp(join(tmpdir(), 'router-'));
  const entries = Object.entries(options.subgraphs);
  const subgraphs = await Promise.all(entries.map(([name, description]) => startSubgraph(name, description)));
  const issuer = await startIssuer();
  const path = join(directory, 'supergraph.graphql');
  await writeFile(path, compose(entries, subgraphs));
  const log: string[] = [];
  const config = readRouterConfig({
    SUPERGRAPH_PATH: path,
    PORT: '0',
    DRAIN_MS: '0',
    JWT_JWKS_URL: issuer.jwksUrl,
    JWT_ISSUER: issuer.issuer,
    JWT_AUDIENCE: issuer.audience,
    ...options.environment,
  });
  const logger = createLogger(
    { service: 'router', level: config.LOG_LEVEL },
    { write: (line) => void log.push(line) },
  );
  const { policies, openPlanner = openLocalPlanner } = options;
  const router = await startRouter(config, logger, { policies, openPlanner });
  const url = `${router.url}/graphql`;
  const find = (name: string) => {
    const found = subgraphs.find((subgraph) => subgraph.name === name);
    if (found === undefined) throw new Error(`no subgraph ${name}`);
    return found;
  };
  const count = () => subgraphs.reduce((sum, { requests }) => sum + requests.length, 0);
  return {
    url,
    adminUrl: router.adminUrl ?? '',
    issuer,
    log,
    supergraphPath: path,
    subgraph: find,
    ask: (query, asked = {}) => post(url, query, asked, issuer),
    async countRequests(work) {
      const before = count();
      await work();
      return count() - before;
    },
    async close() {
      await router.stop();
      await Promise.all([issuer.close(), ...subgraphs.map((subgraph) => subgraph.close())]);
      await rm(directory, { recursive: true });
    },
  };
}

/** The supergraphs of earlier tests, by their subgraphs: most tests of a file use the same. */
const supergraphs = new Map<string, string>();

function compose(
  entries: readonly (readonly [string, SubgraphDescription])[],
  subgraphs: readonly TestSubgraph[],
): string {
  const key = JSON.stringify(entries.map(([name, { sdl }]) => [name, sdl]));
  const supergraph = supergraphs.get(key) ?? composeAtPlaceholders(entries);
  supergraphs.set(key, supergraph);
  return subgraphs.reduce((sdl, { name, url }) => sdl.replace(placeholder(name), url), supergraph);
}

const placeholder = (name: string) => `http://${name}.invalid/`;

function composeAtPlaceholders(entries: readonly (readonly [string, SubgraphDescription])[]): string {
  const composed = composeServices(
    entries.map(([name, { sdl }]) => ({ name, url: placeholder(name), typeDefs: parse(sdl) })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

async function post(
  url: string,
  query: string | undefined,
  asked: AskOptions,
  issuer: TestIssuer,
): Promise<TestAnswer> {
  const { variables, operationName, extensions, as } = asked;
  const token = as === undefined ? asked.token : issuer.sign(as);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...asked.headers,
    },
    body: JSON.stringify({ query, variables, operationName, extensions }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as TestAnswer['body'],
  };
}
