import type { ASTNode } from 'graphql';
import { lineOf } from '../graph/coordinates.js';
import { locate } from '../graph/locate.js';
import type { Place, Subgraph } from '../graph/subgraph.js';

/** Composition adds the name of the subgraph to the nodes that cause an error. */
type BlamedNode = ASTNode & { readonly subgraph?: string };

/**
 * The places of a composition message: the nodes that it lists or, without these, the elements that it names.
 */
export function placesOf(
  nodes: readonly ASTNode[] | undefined,
  message: string,
  subgraphs: readonly Subgraph[],
): readonly Place[] {
  const blamed = (nodes ?? [])
    .map((node) => placeOfNode(node, subgraphs))
    .filter((place) => place !== undefined);
  return unique(blamed.length > 0 ? blamed : placesNamedIn(message, subgraphs));
}

function placeOfNode(node: BlamedNode, subgraphs: readonly Subgraph[]): Place | undefined {
  if (node.loc === undefined) return undefined;
  const source = node.loc.source.name;
  const owner = subgraphs.find(({ name, file }) => name === node.subgraph || file === source);
  if (owner === undefined) return undefined;
  return { subgraph: owner.name, file: owner.file, line: lineOf(node) };
}

/** `[orders] Field "Order.total" …` names the subgraph and the element. */
function placesNamedIn(message: string, subgraphs: readonly Subgraph[]): readonly Place[] {
  const [, prefix] = /^\[([^\]]+)\]/.exec(message) ?? [];
  const among = subgraphs.filter(({ name }) => prefix === undefined || name === prefix);
  const coordinates = [...message.matchAll(/"(@?\w+(?:\.\w+)*)(?:\((\w+):\))?"/g)].map(
    ([, path, argument]) => (argument === undefined ? (path ?? '') : `${path ?? ''}.${argument}`),
  );
  return coordinates.flatMap((coordinate) => locate(among, coordinate)).slice(0, 5);
}

function unique(places: readonly Place[]): readonly Place[] {
  const byKey = new Map(places.map((place) => [`${place.file}:${place.line}`, place]));
  return [...byKey.values()];
}
