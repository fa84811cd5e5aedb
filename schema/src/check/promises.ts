import type { Problem } from '../compose/problem.js';
import { isRecord, listOf, readJson, withTexts } from '../graph/files.js';
import type { Tree } from '../graph/tree.js';
import type { PersistedQueryManifest } from '../operations/manifest.js';
import { OPERATIONS, readRegistry, type Registry } from '../operations/registry.js';
import { readServiceCalls, type ServiceCalls } from '../operations/service-calls.js';
import { PUBLISHED } from './published.js';

/** The operations and calls of a state of the graph. Deployed clients and services still send them. */
export interface Promises {
  /** The label for operations that are registered in another form now: `as published`. */
  readonly as: string;
  readonly operations: readonly PromisedOperation[];
  readonly calls: readonly PromisedCall[];
  /** Files that look like operations but cannot be judged. */
  readonly problems: readonly Problem[];
}

export interface PromisedOperation {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  /** The team, if the record names one. */
  readonly owner?: string;
  readonly file: string;
}

/** The operations that a service sends to a subgraph. */
export interface PromisedCall {
  readonly caller: string;
  readonly subgraph: string;
  readonly body: string;
}

/** The trusted documents of the last publication. */
const MANIFEST = `${PUBLISHED}/operations.json`;

/** The calls between services of the last publication. */
export const PUBLISHED_CALLS = `${PUBLISHED}/service-calls.json`;

/** The promises of the last publication. */
export function publishedPromises(tree: Tree): Promises {
  return {
    as: 'as published',
    operations: publishedOperations(tree),
    calls: publishedCalls(tree),
    problems: [],
  };
}

/**
 * The operations and calls that a commit registered or published. A commit from before these lists existed has none.
 */
export function committedPromises(tree: Tree, ref: string): Promises {
  const { operations: registered, problems } = tree.has(OPERATIONS) ? readRegistry(tree) : NOTHING;
  const published = tree.has(MANIFEST) ? publishedOperations(tree) : [];
  const ids = new Set(registered.map(({ id }) => id));
  return {
    as: `as in ${ref}`,
    operations: [...registered, ...published.filter(({ id }) => !ids.has(id))],
    calls: [
      ...promisedCalls(readServiceCalls(tree)),
      ...(tree.has(PUBLISHED_CALLS) ? publishedCalls(tree) : []),
    ],
    problems: problems.map((problem) => notJudged(problem, tree)),
  };
}

const NOTHING: Registry = { operations: [], problems: [] };

function notJudged({ code, message, places }: Problem, { nameOf }: Tree): Problem {
  return {
    code,
    message: `Not judged: ${message}`,
    places: places.map((place) => ({ ...place, file: nameOf(place.file) })),
  };
}

const isManifest = (value: unknown): value is PersistedQueryManifest =>
  isRecord(value) && listOf(withTexts('id', 'name', 'body'))(value.operations);

function publishedOperations(tree: Tree): readonly PromisedOperation[] {
  const { operations } = readJson(tree, MANIFEST, isManifest, 'a manifest of trusted documents');
  return operations.map(({ id, name, body }) => ({ id, name, body, file: MANIFEST }));
}

const isCalls = listOf(withTexts('caller', 'subgraph', 'body'));

function publishedCalls(tree: Tree): readonly PromisedCall[] {
  return readJson(tree, PUBLISHED_CALLS, isCalls, 'a list of { "caller", "subgraph", "body" }');
}

/** Calls in the form of the published file. */
export function promisedCalls(calls: readonly ServiceCalls[]): readonly PromisedCall[] {
  return calls.flatMap(({ subgraph, operations }) =>
    operations.map(({ client: caller, body }) => ({ caller, subgraph, body })),
  );
}
