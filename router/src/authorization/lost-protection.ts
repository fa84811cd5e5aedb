import { StartError } from '@supergraph/service-kit/service';
import { Kind, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { LinkedFeature } from '../supergraph/links.js';

/**
 * Authorization directives are found by their `@link` alone and are removed before the gateway reads the supergraph. A
 * directive without a link, a link without its directive, or a directive on an element that this router does not read
 * would therefore leave protected data open without any error.
 *
 * @throws StartError that names the directive
 */
export function refuseLostProtection(
  document: DocumentNode,
  links: readonly LinkedFeature[],
  features: readonly string[],
): void {
  const security = links.filter(({ name }) => features.includes(name));
  const names = security.map((link) => link.nameOf(`@${link.name}`));
  const { defined, used, inExtensions } = readDirectives(document);
  const twice = features.find((feature) => security.filter(({ name }) => name === feature).length > 1);
  if (twice !== undefined) throw new StartError(`the supergraph links ${twice} more than once`);
  const missing = names.find((name) => !defined.has(name));
  if (missing !== undefined) throw new StartError(`the supergraph links @${missing} and does not define it`);
  // Another specification may define a directive of the same name.
  const accounted = new Set(links.flatMap((link) => features.map((feature) => link.nameOf(`@${feature}`))));
  const stranger = [...defined, ...used].find(
    (name) => features.includes(name.replace(/^.*__/, '')) && !accounted.has(name),
  );
  if (stranger !== undefined) {
    throw new StartError(`the supergraph has @${stranger}, and no @link says what it is: compose it again`);
  }
  const unread = names.find((name) => inExtensions.has(name));
  if (unread !== undefined) {
    throw new StartError(`the supergraph has @${unread} on an extension: compose it again`);
  }
}

function readDirectives(document: DocumentNode) {
  const defined = new Set<string>();
  const used = new Set<string>();
  const inExtensions = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) defined.add(definition.name.value);
    const isExtension = definition.kind.endsWith('TypeExtension');
    visit(definition, {
      Directive({ name }) {
        used.add(name.value);
        if (isExtension) inExtensions.add(name.value);
      },
    });
  }
  return { defined, used, inExtensions };
}
