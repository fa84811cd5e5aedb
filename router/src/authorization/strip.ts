import { Kind, print, visit } from 'graphql';
import type { DirectiveNode, DocumentNode } from 'graphql';
import { refuseLostProtection } from './lost-protection.js';
import { readLinks, type LinkedFeature } from '../supergraph/links.js';

/** The authorization directives, under the names that a supergraph gives them. */
export interface AuthorizationNames {
  readonly authenticated: string | undefined;
  readonly requiresScopes: string | undefined;
  readonly policy: string | undefined;
}

const features = ['authenticated', 'requiresScopes', 'policy'] as const;

/**
 * @returns undefined when the supergraph protects nothing
 * @throws StartError when a protection in it would not be enforced
 */
export function findAuthorizationNames(document: DocumentNode): AuthorizationNames | undefined {
  const links = readLinks(document);
  refuseLostProtection(document, links, features);
  const [authenticated, requiresScopes, policy] = features.map((feature) =>
    links.find(({ name }) => name === feature)?.nameOf(`@${feature}`),
  );
  const names = { authenticated, requiresScopes, policy };
  return Object.values(names).some((name) => name !== undefined) ? names : undefined;
}

/**
 * The supergraph without its authorization directives. @apollo/gateway refuses to load a supergraph with them because
 * it would not enforce them; the router enforces them from the full supergraph.
 */
export function stripAuthorization(document: DocumentNode): string {
  const links = readLinks(document).filter(({ name }) => features.some((feature) => feature === name));
  const directives = new Set(links.map((link) => link.nameOf(`@${link.name}`)));
  const scalars = new Set(links.flatMap(scalarNames));
  const linkNodes = new Set<DirectiveNode>(links.map(({ link }) => link));
  const stripped = visit(document, {
    Directive: (node) => (linkNodes.has(node) || directives.has(node.name.value) ? null : undefined),
    DirectiveDefinition: (node) => (directives.has(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (scalars.has(node.name.value) ? null : undefined),
    [Kind.SCHEMA_EXTENSION]: (node: { directives?: readonly unknown[] }) =>
      node.directives?.length === 0 ? null : undefined,
  });
  return print(stripped);
}

function scalarNames(link: LinkedFeature): readonly string[] {
  if (link.name === 'requiresScopes') return [link.nameOf('Scope')];
  return link.name === 'policy' ? [link.nameOf('Policy')] : [];
}
