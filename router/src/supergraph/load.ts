import { StartError } from '@supergraph/service-kit/service';
import { Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { SupergraphSource } from './source.js';

/** A composed supergraph. */
export interface Supergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  /** Each subgraph's URL by its name in lower case; empty when composition was given none. */
  readonly urls: ReadonlyMap<string, string>;
}

/** @throws StartError when its source cannot be read or is not a supergraph */
export async function loadSupergraph(source: SupergraphSource): Promise<Supergraph> {
  return parseSupergraph(await source.read(), source.name);
}

/** @param source its name in errors */
export function parseSupergraph(sdl: string, source = 'the supergraph'): Supergraph {
  let document: DocumentNode;
  try {
    document = parse(sdl, { noLocation: true });
  } catch (error) {
    throw new StartError(
      `${source} is not GraphQL SDL: ${error instanceof Error ? error.message : ''}`,
      error,
    );
  }
  const urls = readUrls(document);
  if (urls.size === 0) {
    throw new StartError(`${source} is not a supergraph: it has no join__Graph; compose the subgraphs first`);
  }
  return { sdl, document, urls };
}

function readUrls(document: DocumentNode): ReadonlyMap<string, string> {
  const graphs = document.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) return new Map();
  const entries = (graphs.values ?? []).flatMap(({ directives }): [string, string][] => {
    const join = directives?.find(({ name }) => name.value === 'join__graph');
    const [name, url] = ['name', 'url'].map((argument) => {
      const value = join?.arguments?.find((candidate) => candidate.name.value === argument)?.value;
      return value?.kind === Kind.STRING ? value.value : undefined;
    });
    return name === undefined ? [] : [[name, url ?? '']];
  });
  return new Map(entries);
}

/**
 * The address of each subgraph: the deployment's if there is one, otherwise the supergraph's.
 *
 * @throws StartError for a subgraph without a URL, and for an override of an unknown subgraph
 */
export function resolveUrls(
  composed: ReadonlyMap<string, string>,
  overrides: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const unknown = [...overrides.keys()].filter((name) => !composed.has(name));
  if (unknown.length > 0) {
    throw new StartError(
      `SUBGRAPH_URLS: the supergraph has no subgraph ${unknown.join(', ')}; it has ${[...composed.keys()].join(', ')}`,
    );
  }
  const urls = [...composed].map(([name, url]): [string, readonly string[]] => [
    name,
    overrides.get(name) ?? [url],
  ]);
  const withoutUrl = urls.filter(([, [url]]) => !/^https?:\/\//.test(url ?? '') || !URL.canParse(url ?? ''));
  if (withoutUrl.length > 0) {
    const names = withoutUrl.map(([name]) => name).join(', ');
    throw new StartError(
      `no URL is known for ${names}: set SUBGRAPH_URLS="${withoutUrl[0]?.[0] ?? ''}=http://…"`,
    );
  }
  return new Map(urls);
}
