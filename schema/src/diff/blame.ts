import { print } from 'graphql';
import { coordinatesOf, outwards } from '../graph/coordinates.js';
import { nearestPlaceIn } from '../graph/locate.js';
import type { Place, Subgraph } from '../graph/subgraph.js';

/**
 * Where a change comes from: in each subgraph that defines the element otherwise than before, the line that does, or
 * the line around the gap where it was. A subgraph that is gone is shown where it was.
 */
export function blame(
  coordinate: string,
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): readonly Place[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  for (const at of outwards(coordinate)) {
    const places = names.flatMap((name) => placeOfDifference(name, at, coordinate, before, after));
    if (places.length > 0) return places;
  }
  return [];
}

function placeOfDifference(
  name: string,
  at: string,
  coordinate: string,
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): readonly Place[] {
  const was = before.find((subgraph) => subgraph.name === name);
  const is = after.find((subgraph) => subgraph.name === name);
  if (definitionIn(was, at) === definitionIn(is, at)) return [];
  const place = nearestPlaceIn(is, coordinate) ?? nearestPlaceIn(was, coordinate);
  return place === undefined ? [] : [place];
}

function definitionIn(subgraph: Subgraph | undefined, coordinate: string): string | undefined {
  const node = subgraph === undefined ? undefined : coordinatesOf(subgraph.document).get(coordinate);
  return node === undefined ? undefined : print(node);
}
