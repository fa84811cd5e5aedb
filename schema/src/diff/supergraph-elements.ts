import { parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { coordinatesOf } from '../graph/coordinates.js';

/** The directives of every type, field and argument of a supergraph, by coordinate. */
export type SupergraphElements = ReadonlyMap<string, readonly ConstDirectiveNode[]>;

/** Types that composition adds for the router's own use. */
const MACHINERY = /^(@|join__|link__|core__|context__)|__Scope$|__Policy$/;

const cache = new Map<string, SupergraphElements>();

export function elementsOf(supergraphSdl: string): SupergraphElements {
  const known = cache.get(supergraphSdl);
  if (known !== undefined) return known;
  const elements = elementsOfDocument(parse(supergraphSdl, { noLocation: true }));
  cache.set(supergraphSdl, elements);
  return elements;
}

function elementsOfDocument(document: DocumentNode): SupergraphElements {
  const elements = new Map<string, readonly ConstDirectiveNode[]>();
  for (const [coordinate, node] of coordinatesOf(document)) {
    if (MACHINERY.test(coordinate)) continue;
    const directives =
      'directives' in node ? (node.directives as readonly ConstDirectiveNode[] | undefined) : [];
    elements.set(coordinate, directives ?? []);
  }
  return elements;
}

/** Uses of one directive among an element's. */
export function uses(directives: readonly ConstDirectiveNode[], name: string): readonly ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}
