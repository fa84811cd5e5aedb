import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { printSchema, validateSchema, type GraphQLError, type GraphQLSchema } from 'graphql';
import { locate } from '../graph/locate.js';
import { schemaOf } from '../graph/subgraph-schema.js';
import type { Subgraph } from '../graph/subgraph.js';
import { markOneOf, oneOfInputs, oneOfMismatches, withOneOf } from './one-of.js';
import { placesOf } from './places.js';
import type { Problem } from './problem.js';
import { remedyFor } from './remedies.js';

/** A successful composition. */
export interface Composition {
  readonly subgraphs: readonly Subgraph[];
  readonly supergraphSdl: string;
  readonly apiSdl: string;
  /** The schema that clients see, without federation's machinery and @inaccessible elements. */
  readonly api: GraphQLSchema;
  readonly warnings: readonly Problem[];
}

export type ComposeResult =
  | { readonly ok: true; readonly composition: Composition }
  | { readonly ok: false; readonly errors: readonly Problem[] };

/** A check composes two graphs, the published and the current one, which are often equal. */
const MAX_KEPT = 2;
const kept = new Map<string, ComposeResult>();

/** Composes subgraphs. Their order does not affect the result. */
export function compose(subgraphs: readonly Subgraph[]): ComposeResult {
  const sorted = [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const key = JSON.stringify(sorted.map(({ name, url, file, sdl }) => [name, url, file, sdl]));
  const result = kept.get(key) ?? composeSorted(sorted);
  // The map is ordered by last use.
  kept.delete(key);
  kept.set(key, result);
  for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
  return result;
}

function composeSorted(sorted: readonly Subgraph[]): ComposeResult {
  const result = composeServices(
    sorted.map(({ name, url, document }) => ({ name, url, typeDefs: document })),
  );
  if (result.errors !== undefined) {
    return { ok: false, errors: result.errors.map((error) => problemOf(error, sorted)) };
  }
  const invalid = [...sorted.flatMap(invalidity), ...oneOfMismatches(sorted)];
  if (invalid.length > 0) return { ok: false, errors: invalid };
  const warnings = result.hints.map((hint) => ({
    code: hint.definition.code,
    message: hint.message,
    places: placesOf(hint.nodes, hint.message, sorted),
  }));
  const api = new Supergraph(result.schema, null).apiSchema().toGraphQLJSSchema({ includeDefer: true });
  const oneOf = oneOfInputs(sorted);
  markOneOf(api, oneOf);
  return {
    ok: true,
    composition: {
      subgraphs: sorted,
      supergraphSdl: `${withOneOf(result.supergraphSdl, oneOf).trimEnd()}\n`,
      apiSdl: `${printSchema(api).trimEnd()}\n`,
      api,
      warnings,
    },
  };
}

/** Composition accepts some schemas that GraphQL refuses: `@oneOf` with a required field, for example. */
function invalidity(subgraph: Subgraph): readonly Problem[] {
  return validateSchema(schemaOf(subgraph)).map((error) => ({
    code: 'INVALID_GRAPHQL',
    message: `[${subgraph.name}] ${error.message}`,
    places: locate([subgraph], /\b\w+\.\w+\b/.exec(error.message)?.[0] ?? ''),
  }));
}

function problemOf(error: GraphQLError, subgraphs: readonly Subgraph[]): Problem {
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'INVALID_GRAPHQL';
  const hint = remedyFor(code, error.message);
  const places = placesOf(error.nodes, error.message, subgraphs);
  return { code, ...shortened(error.message), places, ...(hint === undefined ? {} : { hint }) };
}

const UNSATISFIABLE =
  /^The following supergraph API query:\n([^]*?)\ncannot be satisfied by the subgraphs because:\n([^]*)$/;

/** Shortens an unsatisfiable query to one line, with the reasons below it. */
function shortened(message: string): Pick<Problem, 'message' | 'details'> {
  const [, query, reasons] = UNSATISFIABLE.exec(message) ?? [];
  if (query === undefined || reasons === undefined) return { message };
  return {
    message: `No plan answers ${query.replace(/\s+/g, ' ').trim()}`,
    details: reasons.trimEnd().split('\n'),
  };
}
