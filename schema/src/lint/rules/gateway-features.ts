import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { Kind, visit, type DirectiveNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import { supergraphDocument } from '../../diff/supergraph-elements.js';
import { directivesOf } from '../../graph/coordinates.js';
import { argumentsOf } from '../../graph/directives.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { finding } from '../elements.js';
import type { Rule } from '../rule.js';

/**
 * The features that the gateway supports, the protections, which the router itself enforces, and `@cacheTag`, which
 * does not affect responses. The router removes the latter two before the gateway loads the supergraph.
 */
const SUPPORTED: ReadonlySet<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...['authenticated', 'requiresScopes', 'policy', 'cacheTag'].map(
    (name) => `https://specs.apollo.dev/${name}/v0.1`,
  ),
]);

/** Reports features for execution or security that the router does not know: it would refuse to start. */
export const gatewayFeatures: Rule = {
  code: 'FEATURE_UNSUPPORTED',
  check: ({ subgraphs, supergraphSdl }) =>
    linksOf(supergraphDocument(supergraphSdl))
      .filter(({ purpose, url }) => purpose !== undefined && !SUPPORTED.has(url))
      .flatMap((feature) => problemsOf(feature, subgraphs)),
};

/** Further directives of a specification, which the supergraph does not name. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  connect: ['source', 'connect__source'],
  context: ['fromContext', 'federation__fromContext'],
};

interface Link {
  readonly node: DirectiveNode;
  readonly url: string;
  readonly purpose: unknown;
  /** The directives of the specification: the one with its name, and the imported ones. */
  readonly directives: ReadonlySet<string>;
}

function linksOf(document: Subgraph['document']): readonly Link[] {
  const links: Link[] = [];
  visit(document, {
    Directive: (node) => {
      if (node.name.value !== 'link') return;
      const { url, for: purpose, import: imports } = argumentsOf(node);
      if (typeof url !== 'string') return;
      const imported = Array.isArray(imports) ? imports.map((each) => String(each).replace(/^@/, '')) : [];
      const own = url.split('/').at(-2) ?? url;
      const directives = new Set([own, `federation__${own}`, ...(COMPANIONS[own] ?? []), ...imported]);
      links.push({ node, url: url.replace(/\/$/, ''), purpose, directives });
    },
  });
  return links;
}

/** Reports each element that uses the feature or, if none does by name, the subgraphs' links to it. */
function problemsOf({ url, directives }: Link, subgraphs: readonly Subgraph[]): readonly Problem[] {
  const uses = subgraphs.flatMap((subgraph) => usesOf(directives, subgraph));
  if (uses.length > 0) return uses;
  const links = subgraphs.flatMap((subgraph) =>
    linksOf(subgraph.document)
      .filter((each) => each.url === url)
      .map(({ node }) => tell(subgraph, node, `${url}, which subgraph ${subgraph.name} links to`)),
  );
  const message = `The router cannot execute ${url}.`;
  return links.length > 0 ? links : [{ code: gatewayFeatures.code, message, places: [] }];
}

function usesOf(names: ReadonlySet<string>, subgraph: Subgraph): readonly Problem[] {
  const found = [...directivesOf(subgraph.document)].flatMap(([coordinate, nodes]) =>
    nodes.map((node) => ({ node, element: written(coordinate) })),
  );
  for (const definition of subgraph.document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const node of definition.directives ?? []) found.push({ node, element: 'the schema' });
  }
  return found
    .filter(({ node }) => names.has(node.name.value))
    .map(({ node, element }) =>
      tell(subgraph, node, `@${node.name.value}, which ${element} of subgraph ${subgraph.name} has`),
    );
}

/** An argument's coordinate in the notation of the GraphQL specification. */
function written(coordinate: string): string {
  const [type = '', field, argument] = coordinate.split('.');
  if (field === undefined) return type;
  return argument === undefined ? `${type}.${field}` : `${type}.${field}(${argument}:)`;
}

function tell(subgraph: Subgraph, node: DirectiveNode, feature: string): Problem {
  return finding(gatewayFeatures.code, subgraph, node, `The router cannot execute ${feature}. Remove it.`);
}
