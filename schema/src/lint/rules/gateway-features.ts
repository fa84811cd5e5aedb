import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { visit, type DirectiveNode } from 'graphql';
import type { Problem } from '../../compose/problem.js';
import { supergraphDocument } from '../../diff/supergraph-elements.js';
import type { Subgraph } from '../../graph/subgraph.js';
import { finding } from '../elements.js';
import type { Rule } from '../rule.js';
import { argumentsOf } from '../../graph/directives.js';

/**
 * The features that the gateway knows, the protections, which the router enforces itself, and `@cacheTag`, which changes
 * no answer. The router removes these before the gateway loads the supergraph.
 */
const SUPPORTED: ReadonlySet<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  ...['authenticated', 'requiresScopes', 'policy', 'cacheTag'].map(
    (name) => `https://specs.apollo.dev/${name}/v0.1`,
  ),
]);

/** The router refuses to start with a feature for execution or security that it does not know. */
export const gatewayFeatures: Rule = {
  code: 'FEATURE_UNSUPPORTED',
  check: ({ subgraphs, supergraphSdl }) =>
    linksOf(supergraphDocument(supergraphSdl))
      .filter(({ purpose, url }) => purpose !== undefined && !SUPPORTED.has(url))
      .flatMap((feature) => problemsOf(feature, subgraphs)),
};

interface Link {
  readonly node: DirectiveNode;
  readonly url: string;
  readonly purpose: unknown;
  /** The directives it brings: the one of its own name, and those that are imported. */
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
      const directives = new Set([own, `federation__${own}`, ...imported]);
      links.push({ node, url: url.replace(/\/$/, ''), purpose, directives });
    },
  });
  return links;
}

/** Told where the subgraphs use it; where none does by name, at their links to it. */
function problemsOf({ url, directives }: Link, subgraphs: readonly Subgraph[]): readonly Problem[] {
  const uses: Problem[] = [];
  const tell = (subgraph: Subgraph, node: DirectiveNode, what: string) =>
    finding(gatewayFeatures.code, subgraph, node, `The router cannot execute ${what}.`);
  for (const subgraph of subgraphs) {
    visit(subgraph.document, {
      Directive: (node) => {
        if (directives.has(node.name.value)) uses.push(tell(subgraph, node, `@${node.name.value}`));
      },
    });
  }
  if (uses.length > 0) return uses;
  const links = subgraphs.flatMap((subgraph) =>
    linksOf(subgraph.document)
      .filter((each) => each.url === url)
      .map(({ node }) => tell(subgraph, node, url)),
  );
  const message = `The router cannot execute ${url}.`;
  return links.length > 0 ? links : [{ code: gatewayFeatures.code, message, places: [] }];
}
